import { createRequire } from "node:module"
import { getPriority, setPriority } from "node:os"
import { parentPort, workerData } from "node:worker_threads"
import type { Bcrypt } from "./bcrypt-hash.ts"
import type { HashingSettings, Job, Message } from "./thread.ts"
import { makeWork } from "./work.ts"

// On Linux, priority is per thread (setpriority(2), "C library/kernel differences"). Elsewhere it is per process, which
// must keep its own. Hashing also works without permission to change the priority.
if (process.platform === "linux") {
  try {
    setPriority(0, Math.min(19, getPriority(0) + 10))
  } catch {}
}

const { cost, bcrypt }: HashingSettings = workerData
const native: Bcrypt = createRequire(bcrypt)(bcrypt)
const work = makeWork(native, cost)

const runJob = (job: Job): Message => {
  try {
    return job.kind === "hash"
      ? { result: { hash: work.hash(job.password) } }
      : { result: work.verify(job.password, job.hash) }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on("message", (job: Job) => parentPort?.postMessage(runJob(job)))

import { createRequire } from "node:module"
import { getPriority, setPriority } from "node:os"
import { parentPort, workerData } from "node:worker_threads"
import type { Bcrypt } from "./bcrypt-hash.ts"
import type { HashingSettings, Job, Message } from "./thread.ts"
import { makeWork, type Work } from "./work.ts"

// On Linux, priority is per thread (setpriority(2), "C library/kernel differences"). Elsewhere it is per process, which
// must keep its own. Hashing also works without permission to change the priority.
if (process.platform === "linux") {
  try {
    setPriority(0, Math.min(19, getPriority(0) + 10))
  } catch {}
}

const { bcrypt }: HashingSettings = workerData
const native: Bcrypt = createRequire(bcrypt)(bcrypt)
const works = new Map<number, Work>()

const workAt = (cost: number): Work => {
  const work = works.get(cost) ?? makeWork(native, cost)
  works.set(cost, work)
  return work
}

const runJob = (job: Job): Message => {
  try {
    const work = workAt(job.cost)
    return job.kind === "hash"
      ? { result: { hash: work.hash(job.password) } }
      : { result: work.verify(job.password, job.hash) }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on("message", (job: Job) => parentPort?.postMessage(runJob(job)))

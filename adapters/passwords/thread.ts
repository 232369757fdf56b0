import { Worker } from "node:worker_threads"
import type { Verified } from "../../application/ports/password-hasher.ts"
import type { Thread } from "./pool.ts"
import { workerProgram } from "./worker-program.ts"

/** What a thread does for a shop, at the shop's cost. */
export type Job = { readonly password: string; readonly cost: number } & (
  | { readonly kind: "hash" }
  | { readonly kind: "verify"; readonly hash: string | null }
)

export type JobResult = { readonly hash: string } | Verified

/** The result of a job. `fault` is the error message. */
export type Message = { readonly result: JobResult } | { readonly fault: string }

/** The settings of a thread. */
export interface HashingSettings {
  /** The file of the package `bcrypt`. */
  readonly bcrypt: string
}

/** Starts a hashing thread. Its priority is lower than that of the main thread where the system allows it. */
export const startThread = (settings: HashingSettings): Thread<Job, JobResult> => {
  // Process flags are not passed on, because a flag for the entry file (--input-type) would stop the thread.
  const worker = new Worker(workerProgram, {
    eval: typeof workerProgram === "string",
    workerData: settings,
    name: "shopwright passwords",
    execArgv: [],
  })
  let over: Error | undefined
  let end: ((reason: Error) => void) | undefined
  let receive: ((message: Message) => void) | undefined
  const ended = (reason: Error) => {
    over ??= reason
    end?.(over)
  }
  worker.on("message", (message: Message) => receive?.(message))
  worker.on("error", (cause) => ended(new Error("A thread that hashes passwords failed.", { cause })))
  worker.on("exit", () => ended(new Error("A thread that hashes passwords ended.")))
  worker.unref()
  return {
    run: (job, done) => {
      if (over !== undefined) {
        done({ lost: over })
        return
      }
      // A busy thread keeps the process alive. An idle one does not.
      worker.ref()
      const settle = (outcome: Parameters<typeof done>[0]) => {
        receive = end = undefined
        worker.unref()
        done(outcome)
      }
      receive = (message) =>
        settle("result" in message ? { result: message.result } : { fault: new Error(message.fault) })
      end = (lost) => settle({ lost })
      worker.postMessage(job)
    },
    stop: async () => {
      await worker.terminate()
    },
  }
}

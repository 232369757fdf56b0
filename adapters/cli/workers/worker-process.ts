import cluster, { type Worker } from "node:cluster"
import { isReady, type Order } from "./messages.ts"

/** How long a worker may take to end, in milliseconds. Open requests may take 10 seconds. */
const END_WITHIN_MS = 15_000

/** A worker ended before it was ready. It has explained the reason on standard error. */
export class WorkerFailed extends Error {
  override readonly name = "WorkerFailed"
  readonly exitCode: number

  constructor(exitCode: number) {
    super(`a worker ended with code ${exitCode} before it was ready`)
    this.exitCode = exitCode
  }
}

/** A worker process. */
export interface WorkerProcess {
  readonly id: number
  readonly pid: number
  readonly url: string
  readonly send: (order: Order) => void
  /** Sends `stop` or `retire` and waits for the end. Kills a worker that does not end in time. */
  readonly end: (order: "stop" | "retire") => Promise<void>
  /** Resolves when the process has ended. */
  readonly ended: Promise<{ readonly code: number; readonly signal: string }>
}

/** Starts a worker and waits until it is ready. Rejects with {@link WorkerFailed} if it ends first. */
export const startWorker = (args: ReadonlyArray<string>): Promise<WorkerProcess> => {
  cluster.setupPrimary({ args: [...args] })
  const worker = cluster.fork()
  const ended = new Promise<{ readonly code: number; readonly signal: string }>((resolve) => {
    worker.once("exit", (code: number, signal: string) => resolve({ code, signal }))
  })
  return new Promise((resolve, reject) => {
    void ended.then(({ code }) => reject(new WorkerFailed(code || 1)))
    worker.on("message", (message: unknown) => {
      if (isReady(message)) resolve(processOf(worker, message.url, ended))
    })
  })
}

const processOf = (worker: Worker, url: string, ended: WorkerProcess["ended"]): WorkerProcess => {
  const send = (order: Order): void => {
    // A worker that has just crashed no longer has a channel.
    if (worker.isConnected()) worker.send(order, () => undefined)
  }
  return {
    id: worker.id,
    pid: worker.process.pid ?? 0,
    url,
    send,
    ended,
    end: async (order) => {
      send(order)
      const timer = setTimeout(() => worker.process.kill("SIGKILL"), END_WITHIN_MS)
      await ended
      clearTimeout(timer)
    },
  }
}

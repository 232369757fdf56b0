import cluster, { type Worker } from "node:cluster"
import { ASK_METRICS, isMetrics, isReady, type Order } from "./messages.ts"

/** How long a worker may take to end, in milliseconds. Open requests may take 10 seconds. */
const END_WITHIN_MS = 15_000

/** How long a worker may take to send its metrics, in milliseconds. */
const METRICS_WITHIN_MS = 2_000

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
  /** Returns the metrics of the worker. Empty if it does not respond in time. */
  readonly readMetrics: () => Promise<string>
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
    readMetrics: () => readMetrics(worker),
    ended,
    end: async (order) => {
      send(order)
      const timer = setTimeout(() => worker.process.kill("SIGKILL"), END_WITHIN_MS)
      await ended
      clearTimeout(timer)
    },
  }
}

const readMetrics = (worker: Worker): Promise<string> =>
  new Promise((resolve) => {
    const end = (text: string): void => {
      clearTimeout(timer)
      worker.off("message", listen)
      worker.off("exit", leave)
      resolve(text)
    }
    const listen = (message: unknown): void => {
      if (isMetrics(message)) end(message.text)
    }
    const leave = (): void => end("")
    const timer = setTimeout(leave, METRICS_WITHIN_MS)
    worker.on("message", listen)
    worker.once("exit", leave)
    if (worker.isConnected()) worker.send(ASK_METRICS, () => undefined)
    else leave()
  })

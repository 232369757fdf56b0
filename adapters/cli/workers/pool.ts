import { startWorker, type WorkerProcess } from "./worker-process.ts"

/** Receives the events of a pool of workers. A pino logger implements it. */
export interface PoolLog {
  info(facts: object, message: string): void
  error(facts: object, message: string): void
}

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 10_000
/** A worker that ran this long was healthy, so the next pause is short again. */
const HEALTHY_MS = 10_000

/** Keeps a number of workers running. */
export interface WorkerPool {
  /** Replaces all workers, one after the other. A worker ends when its successor is ready. Rejects if one fails. */
  readonly restart: () => Promise<void>
  /** Makes all workers drain. */
  readonly drain: () => void
  /** Returns the metrics of each worker. */
  readonly readMetrics: () => Promise<ReadonlyArray<string>>
  /** Ends all workers. */
  readonly stop: () => Promise<void>
}

/** Replaces workers that crash, after a pause that doubles while they keep crashing. */
export const makeWorkerPool = (
  first: WorkerProcess,
  others: ReadonlyArray<WorkerProcess>,
  args: ReadonlyArray<string>,
  log: PoolLog,
): WorkerPool => {
  const slots: Array<WorkerProcess | null> = [first, ...others]
  const replaced = new WeakSet<WorkerProcess>()
  let isStopping = false
  const pauses = new Set<() => void>()

  const watch = (slot: number, worker: WorkerProcess, failures: number): void => {
    slots[slot] = worker
    const since = performance.now()
    void worker.ended.then(({ code, signal }) => {
      if (isStopping || replaced.has(worker)) return
      slots[slot] = null
      log.error({ worker: worker.id, pid: worker.pid, code, signal }, "worker crashed")
      void replace(slot, performance.now() - since > HEALTHY_MS ? 0 : failures)
    })
  }

  const replace = async (slot: number, failures: number): Promise<void> => {
    for (let attempt = failures; !isStopping; attempt++) {
      await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt))
      // A rolling restart may have filled the slot meanwhile.
      if (isStopping || slots[slot] !== null) return
      const worker = await startWorker(args).catch(() => null)
      if (worker === null) continue
      if (isStopping || slots[slot] !== null) return await worker.end("stop")
      log.info({ worker: worker.id, pid: worker.pid }, "worker replaced")
      return watch(slot, worker, attempt + 1)
    }
  }

  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        pauses.delete(end)
        resolve()
      }
      const timer = setTimeout(end, milliseconds)
      pauses.add(end)
    })

  for (const [slot, worker] of [first, ...others].entries()) watch(slot, worker, 0)

  return {
    restart: async () => {
      for (const slot of slots.keys()) {
        const successor = await startWorker(args)
        if (isStopping) return await successor.end("stop")
        const former = slots[slot]
        if (former) replaced.add(former)
        watch(slot, successor, 0)
        await former?.end("retire")
      }
    },
    drain: () => {
      for (const worker of slots) worker?.send("drain")
    },
    readMetrics: () => Promise.all(slots.map(async (worker) => (await worker?.readMetrics()) ?? "")),
    stop: async () => {
      isStopping = true
      for (const end of pauses) end()
      await Promise.all(slots.map((worker) => worker?.end("stop")))
    },
  }
}

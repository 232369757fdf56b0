import { Effect } from "effect"
import { PasswordsBusy } from "../../application/ports/password-hasher.ts"

/** A worker that runs one job at a time outside the main thread. */
export interface Thread<Job, JobResult> {
  /** `fault`: the job failed and the thread still works. `lost`: the thread ended. */
  readonly run: (
    job: Job,
    done: (outcome: { readonly result: JobResult } | { readonly fault: Error } | { readonly lost: Error }) => void,
  ) => void
  readonly stop: () => Promise<void>
}

export interface PoolSettings<Job, JobResult> {
  /** The number of jobs that run at once. */
  readonly size: number
  /** The number of jobs that may wait in each share. */
  readonly maxWaiting: number
  /** Seconds until a job without a result fails as busy. */
  readonly maxSeconds: number
  readonly start: () => Thread<Job, JobResult>
}

/** A fixed number of threads. Each share has a bounded queue, and the threads serve the shares in turn. */
export interface Pool<Job, JobResult> {
  /**
   * Fails immediately when the queue of its share is full, and after `maxSeconds` without a result: on a busy machine
   * threads with low priority may get hardly any time. A waiting job that failed or was interrupted is removed from the
   * queue. A running job continues to its end.
   */
  readonly run: (job: Job, share?: string) => Effect.Effect<JobResult, PasswordsBusy>
  /** Returns the number of jobs that wait. */
  readonly waiting: () => number
  /** Ends the threads. Waiting jobs fail with a defect. */
  readonly close: () => Promise<void>
}

interface Task<Job, JobResult> {
  readonly job: Job
  readonly resume: (outcome: Effect.Effect<JobResult>) => void
}

/** Threads start on first use. A lost thread is replaced and its job is retried once. */
export const makePool = <Job, JobResult>({
  size,
  maxWaiting,
  maxSeconds,
  start,
}: PoolSettings<Job, JobResult>): Pool<Job, JobResult> => {
  const idle: Array<Thread<Job, JobResult>> = []
  const working = new Map<Task<Job, JobResult>, Thread<Job, JobResult>>()
  /** The waiting jobs by share. */
  const queues = new Map<string, Set<Task<Job, JobResult>>>()
  /** The shares in the order in which they were last served. Shares that were never served come first. */
  const served: Array<string> = []
  let usualMilliseconds = 200
  let closed = false

  const begin = (task: Task<Job, JobResult>, thread: Thread<Job, JobResult>, isRetry = false): void => {
    working.set(task, thread)
    const since = performance.now()
    thread.run(task.job, (outcome) => {
      if (closed) return
      if ("lost" in outcome && !isRetry) {
        begin(task, start(), true)
        return
      }
      working.delete(task)
      if (!("lost" in outcome)) idle.push(thread)
      usualMilliseconds += (performance.now() - since - usualMilliseconds) / 8
      task.resume("result" in outcome ? Effect.succeed(outcome.result) : Effect.die(reason(outcome)))
      next()
    })
  }

  const queueOf = (share: string): Set<Task<Job, JobResult>> => {
    const queue = queues.get(share) ?? new Set()
    queues.set(share, queue)
    return queue
  }

  const next = (): void => {
    if (working.size >= size) return
    const [share] = [...queues.keys()]
      .filter((share) => queueOf(share).size > 0)
      .toSorted((a, b) => served.indexOf(a) - served.indexOf(b))
    if (share === undefined) return
    const queue = queueOf(share)
    const [task] = queue
    if (task === undefined) return
    queue.delete(task)
    if (served.includes(share)) served.splice(served.indexOf(share), 1)
    served.push(share)
    begin(task, idle.pop() ?? start())
  }

  const busy = (waiting: number): PasswordsBusy => {
    const seconds = ((waiting + 1) * usualMilliseconds) / size / 1000
    return new PasswordsBusy({ retryAfterSeconds: Math.min(60, Math.max(1, Math.ceil(seconds))) })
  }

  return {
    run: (job, share = "") =>
      Effect.callback((resume) => {
        if (closed) return resume(Effect.die(new Error("The shop's passwords are closed.")))
        const queue = queueOf(share)
        if (working.size >= size && queue.size >= maxWaiting) return resume(Effect.fail(busy(queue.size)))
        const timer = setTimeout(() => {
          queue.delete(task)
          resume(Effect.fail(busy(queue.size)))
        }, maxSeconds * 1000)
        const task: Task<Job, JobResult> = {
          job,
          resume: (outcome) => {
            clearTimeout(timer)
            resume(outcome)
          },
        }
        queue.add(task)
        next()
        return Effect.sync(() => {
          clearTimeout(timer)
          queue.delete(task)
        })
      }),
    waiting: () => [...queues.values()].reduce((sum, queue) => sum + queue.size, 0),
    close: async () => {
      closed = true
      const threads = [...idle.splice(0), ...working.values()]
      const left = [...working.keys(), ...[...queues.values()].flatMap((queue) => [...queue])]
      working.clear()
      queues.clear()
      for (const { resume } of left) resume(Effect.die(new Error("The shop's passwords were closed.")))
      await Promise.all(threads.map((thread) => thread.stop()))
    },
  }
}

const reason = (outcome: { readonly fault: Error } | { readonly lost: Error }): Error =>
  "fault" in outcome ? outcome.fault : outcome.lost

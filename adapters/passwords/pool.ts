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
  readonly start: () => Thread<Job, JobResult>
}

/** A fixed number of threads for any number of shops. */
export interface Pool<Job, JobResult> {
  /** Returns the queues of one shop. The threads serve the queues of all shops in turn. */
  readonly join: (limits: QueueLimits) => Member<Job, JobResult>
}

/** The limits of the queues of one shop. */
export interface QueueLimits {
  /** The number of jobs that may wait in each share. */
  readonly maxWaiting: number
  /** Seconds until a job without a result fails as busy. */
  readonly maxSeconds: number
}

/** The queues of one shop: one for each share. */
export interface Member<Job, JobResult> {
  /**
   * Fails immediately when the queue of its share is full, and after `maxSeconds` without a result: on a busy machine
   * threads with low priority may get hardly any time. A waiting job that failed or was interrupted is removed from the
   * queue. A running job continues to its end.
   */
  readonly run: (job: Job, share?: string) => Effect.Effect<JobResult, PasswordsBusy>
  /** Returns the number of jobs that wait. */
  readonly waiting: () => number
  /** Fails the jobs of this shop with a defect. The threads end when the last shop has closed. */
  readonly close: () => Promise<void>
}

interface Task<Job, JobResult> {
  readonly job: Job
  readonly queue: Queue<Job, JobResult>
  readonly resume: (outcome: Effect.Effect<JobResult>) => void
  /** Receives the time that the job took, in milliseconds. */
  readonly took: (milliseconds: number) => void
}

interface Queue<Job, JobResult> {
  readonly tasks: Set<Task<Job, JobResult>>
  /** The number of the turn in which it was last served. 0 for a new queue, which comes first. */
  served: number
}

/** Threads start on first use. A lost thread is replaced and its job is retried once. */
export const makePool = <Job, JobResult>({ size, start }: PoolSettings<Job, JobResult>): Pool<Job, JobResult> => {
  const idle: Array<Thread<Job, JobResult>> = []
  const working = new Map<Task<Job, JobResult>, Thread<Job, JobResult>>()
  const queues = new Set<Queue<Job, JobResult>>()
  let turns = 0
  let members = 0

  const begin = (task: Task<Job, JobResult>, thread: Thread<Job, JobResult>, isRetry = false): void => {
    working.set(task, thread)
    const since = performance.now()
    thread.run(task.job, (outcome) => {
      // The threads have ended since then.
      if (working.get(task) !== thread) return
      if ("lost" in outcome && !isRetry) {
        begin(task, start(), true)
        return
      }
      working.delete(task)
      if (!("lost" in outcome)) idle.push(thread)
      task.took(performance.now() - since)
      task.resume("result" in outcome ? Effect.succeed(outcome.result) : Effect.die(reason(outcome)))
      next()
    })
  }

  const next = (): void => {
    if (working.size >= size) return
    const waiting = [...queues].filter(({ tasks }) => tasks.size > 0)
    const [queue] = waiting.toSorted((a, b) => a.served - b.served)
    if (queue === undefined) return
    const [task] = queue.tasks
    if (task === undefined) return
    queue.tasks.delete(task)
    queue.served = ++turns
    begin(task, idle.pop() ?? start())
  }

  const endThreads = async (): Promise<void> => {
    const threads = [...idle.splice(0), ...working.values()]
    working.clear()
    await Promise.all(threads.map((thread) => thread.stop()))
  }

  return {
    join: ({ maxWaiting, maxSeconds }) => {
      const own = new Map<string, Queue<Job, JobResult>>()
      let usualMilliseconds = 200
      let closed = false
      members += 1

      const queueOf = (share: string): Queue<Job, JobResult> => {
        const queue = own.get(share) ?? { tasks: new Set(), served: 0 }
        own.set(share, queue)
        queues.add(queue)
        return queue
      }
      const busy = (waiting: number): PasswordsBusy => {
        const seconds = ((waiting + 1) * usualMilliseconds) / size / 1000
        return new PasswordsBusy({ retryAfterSeconds: Math.min(60, Math.max(1, Math.ceil(seconds))) })
      }
      const took = (milliseconds: number): void => {
        usualMilliseconds += (milliseconds - usualMilliseconds) / 8
      }

      return {
        run: (job, share = "") =>
          Effect.callback((resume) => {
            if (closed) return resume(Effect.die(new Error("The shop's passwords are closed.")))
            const queue = queueOf(share)
            const { tasks } = queue
            if (working.size >= size && tasks.size >= maxWaiting) return resume(Effect.fail(busy(tasks.size)))
            const timer = setTimeout(() => {
              tasks.delete(task)
              resume(Effect.fail(busy(tasks.size)))
            }, maxSeconds * 1000)
            const task: Task<Job, JobResult> = {
              job,
              queue,
              took,
              resume: (outcome) => {
                clearTimeout(timer)
                resume(outcome)
              },
            }
            tasks.add(task)
            next()
            return Effect.sync(() => {
              clearTimeout(timer)
              tasks.delete(task)
            })
          }),
        waiting: () => [...own.values()].reduce((sum, { tasks }) => sum + tasks.size, 0),
        close: async () => {
          if (closed) return
          closed = true
          const mine = new Set(own.values())
          const running = [...working.keys()].filter(({ queue }) => mine.has(queue))
          const left = [...running, ...[...mine].flatMap(({ tasks }) => [...tasks])]
          for (const queue of mine) queues.delete(queue)
          for (const { resume } of left) resume(Effect.die(new Error("The shop's passwords were closed.")))
          members -= 1
          if (members === 0) await endThreads()
        },
      }
    },
  }
}

const reason = (outcome: { readonly fault: Error } | { readonly lost: Error }): Error =>
  "fault" in outcome ? outcome.fault : outcome.lost

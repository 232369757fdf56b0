import { Effect } from "effect"
import { PasswordsBusy } from "../../application/ports/password-hasher.ts"

/** A worker that runs one job at a time outside the main thread. */
export interface Thread<Job, Answer> {
  /** `fault`: the job failed and the thread still works. `lost`: the thread ended. */
  readonly run: (
    job: Job,
    done: (outcome: { readonly answer: Answer } | { readonly fault: Error } | { readonly lost: Error }) => void,
  ) => void
  readonly stop: () => Promise<void>
}

export interface PoolSettings<Job, Answer> {
  /** The number of jobs that run at once. */
  readonly size: number
  /** The number of jobs that may wait. */
  readonly maxWaiting: number
  readonly start: () => Thread<Job, Answer>
}

/** A fixed number of threads with a bounded queue. */
export interface Pool<Job, Answer> {
  /**
   * Fails immediately when the queue is full. Interrupting a waiting job removes it from the queue. A running job
   * continues to its end.
   */
  readonly run: (job: Job) => Effect.Effect<Answer, PasswordsBusy>
  /** Ends the threads. Waiting jobs fail with a defect. */
  readonly close: () => Promise<void>
}

interface Task<Job, Answer> {
  readonly job: Job
  readonly resume: (outcome: Effect.Effect<Answer>) => void
}

/** Threads start on first use. A lost thread is replaced and its job is retried once. */
export const makePool = <Job, Answer>({ size, maxWaiting, start }: PoolSettings<Job, Answer>): Pool<Job, Answer> => {
  const idle: Array<Thread<Job, Answer>> = []
  const working = new Map<Task<Job, Answer>, Thread<Job, Answer>>()
  const waiting = new Set<Task<Job, Answer>>()
  let usualMilliseconds = 200
  let closed = false

  const begin = (task: Task<Job, Answer>, thread: Thread<Job, Answer>, isRetry = false): void => {
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
      task.resume("answer" in outcome ? Effect.succeed(outcome.answer) : Effect.die(reason(outcome)))
      next()
    })
  }

  const next = (): void => {
    const [task] = waiting
    if (task === undefined || working.size >= size) return
    waiting.delete(task)
    begin(task, idle.pop() ?? start())
  }

  const busy = (): PasswordsBusy => {
    const seconds = ((waiting.size + 1) * usualMilliseconds) / size / 1000
    return new PasswordsBusy({ retryAfterSeconds: Math.min(60, Math.max(1, Math.ceil(seconds))) })
  }

  return {
    run: (job) =>
      Effect.callback((resume) => {
        if (closed) return resume(Effect.die(new Error("The shop's passwords are closed.")))
        if (working.size >= size && waiting.size >= maxWaiting) return resume(Effect.fail(busy()))
        const task = { job, resume }
        waiting.add(task)
        next()
        return Effect.sync(() => waiting.delete(task))
      }),
    close: async () => {
      closed = true
      const threads = [...idle.splice(0), ...working.values()]
      const left = [...working.keys(), ...waiting]
      working.clear()
      waiting.clear()
      for (const { resume } of left) resume(Effect.die(new Error("The shop's passwords were closed.")))
      await Promise.all(threads.map((thread) => thread.stop()))
    },
  }
}

const reason = (outcome: { readonly fault: Error } | { readonly lost: Error }): Error =>
  "fault" in outcome ? outcome.fault : outcome.lost

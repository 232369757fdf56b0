import { Cause, Effect, Exit, Fiber } from "effect"
import { describe, expect, it } from "vitest"
import { makePool, type Thread } from "../../adapters/passwords/pool.ts"
import { PasswordsBusy } from "../../application/ports/password-hasher.ts"

type Done = Parameters<Thread<string, string>["run"]>[1]

/** A pool whose threads do what the test says, when it says so. */
const staged = (size: number, maxWaiting: number, maxSeconds = 60) => {
  /** Jobs that have started, in order. */
  const begun: Array<{ readonly job: string; readonly done: Done }> = []
  const log = { started: 0, stopped: 0 }
  const threads = makePool<string, string>({
    size,
    start: () => {
      log.started += 1
      return {
        run: (job, done) => void begun.push({ job, done }),
        stop: async () => {
          log.stopped += 1
        },
      }
    },
  })
  const join = () => threads.join({ maxWaiting, maxSeconds })
  const pool = join()
  const begin = (job: string, share?: string) => Effect.runFork(pool.run(job, share))
  const finish = (index: number) => begun[index]!.done({ result: `${begun[index]!.job} done` })
  return { pool, join, begun, log, begin, finish, jobs: () => begun.map(({ job }) => job) }
}

const ended = <A, E>(fiber: Fiber.Fiber<A, E>) => Effect.runPromise(Fiber.await(fiber))
const defect = <A, E>(exit: Exit.Exit<A, E>) => (Exit.isFailure(exit) ? String(Cause.squash(exit.cause)) : "no failure")

describe("the queue of the pool", () => {
  it("runs as many jobs as there are threads, and the others in order of arrival", async () => {
    const { begin, finish, jobs, log } = staged(2, 10)
    const fibers = ["a", "b", "c", "d"].map((job) => begin(job))
    expect(jobs()).toEqual(["a", "b"])
    finish(1)
    expect(jobs()).toEqual(["a", "b", "c"])
    finish(0)
    finish(2)
    finish(3)
    expect(await Promise.all(fibers.map(ended))).toEqual(["a", "b", "c", "d"].map((job) => Exit.succeed(`${job} done`)))
    expect(log.started).toBe(2)
  })

  it("starts only as many threads as are needed at once", async () => {
    const { begin, finish, log } = staged(8, 0)
    for (const index of [0, 1, 2]) {
      const fiber = begin("job")
      finish(index)
      await ended(fiber)
    }
    expect(log.started).toBe(1)
  })

  it("rejects a job immediately when the queue is full, with the time to retry", async () => {
    const { begin, begun, pool } = staged(1, 2)
    for (const job of ["a", "b", "c"]) begin(job)
    const busy = await Effect.runPromise(Effect.flip(pool.run("d")))
    expect(busy).toBeInstanceOf(PasswordsBusy)
    expect(busy.retryAfterSeconds).toBeGreaterThanOrEqual(1)
    expect(Number.isInteger(busy.retryAfterSeconds)).toBe(true)
    expect(begun).toHaveLength(1)
  })

  it("serves the shares in turn; a full queue of one share does not affect the other", async () => {
    const { begin, finish, jobs } = staged(1, 3)
    for (const job of ["r1", "r2", "r3", "r4"]) begin(job, "registration")
    expect(Exit.isFailure(await ended(begin("r5", "registration")))).toBe(true)
    for (const job of ["s1", "s2"]) begin(job, "sign-in")
    for (const index of [0, 1, 2, 3, 4, 5]) finish(index)
    expect(jobs()).toEqual(["r1", "s1", "r2", "s2", "r3", "r4"])
  })

  it("accepts jobs again once the queue is shorter", async () => {
    const { begin, finish, jobs } = staged(1, 1)
    begin("a")
    begin("b")
    expect(Exit.isFailure(await ended(begin("c")))).toBe(true)
    finish(0)
    begin("d")
    finish(1)
    expect(jobs()).toEqual(["a", "b", "d"])
  })

  it("removes an interrupted job from the queue", async () => {
    const { begin, finish, jobs } = staged(1, 1)
    begin("a")
    const gone = begin("b")
    await Effect.runPromise(Fiber.interrupt(gone))
    const next = begin("c")
    finish(0)
    finish(1)
    expect(await ended(next)).toEqual(Exit.succeed("c done"))
    expect(jobs()).toEqual(["a", "c"])
  })

  it("keeps a thread busy until its job ends, even if the caller was interrupted", async () => {
    const { begin, finish, jobs } = staged(1, 5)
    const gone = begin("a")
    await Effect.runPromise(Fiber.interrupt(gone))
    begin("b")
    expect(jobs()).toEqual(["a"])
    finish(0)
    expect(jobs()).toEqual(["a", "b"])
  })
})

describe("a time limit", () => {
  it("fails a waiting job as busy and removes it from the queue", async () => {
    const { pool, begin, begun, finish } = staged(1, 1, 0.01)
    begin("a")
    const late = await Effect.runPromise(Effect.flip(pool.run("b")))
    expect(late).toBeInstanceOf(PasswordsBusy)
    expect(late.retryAfterSeconds).toBeGreaterThanOrEqual(1)
    finish(0)
    expect(begun.map(({ job }) => job)).toEqual(["a"])
  })

  it("fails a running job as busy; its thread takes the next job once it has ended", async () => {
    const { pool, begin, begun, finish } = staged(1, 1, 0.01)
    const late = await Effect.runPromise(Effect.flip(pool.run("a")))
    expect(late).toBeInstanceOf(PasswordsBusy)
    const next = begin("b")
    expect(begun.map(({ job }) => job)).toEqual(["a"])
    finish(0)
    expect(begun.map(({ job }) => job)).toEqual(["a", "b"])
    finish(1)
    expect(await ended(next)).toEqual(Exit.succeed("b done"))
  })
})

describe("failing threads", () => {
  it("fail the job and take the next one when only the job failed", async () => {
    const { begin, begun, finish, log } = staged(1, 1)
    const [bad, good] = [begin("bad"), begin("good")]
    begun[0]!.done({ fault: new Error("no such thing") })
    finish(1)
    expect(defect(await ended(bad))).toBe("Error: no such thing")
    expect(await ended(good)).toEqual(Exit.succeed("good done"))
    expect(log.started).toBe(1)
  })

  it("are replaced, and their job is retried once", async () => {
    const { begin, begun, finish, jobs, log } = staged(1, 1)
    const fiber = begin("a")
    begun[0]!.done({ lost: new Error("crashed") })
    expect(jobs()).toEqual(["a", "a"])
    finish(1)
    expect(await ended(fiber)).toEqual(Exit.succeed("a done"))
    expect(log.started).toBe(2)
  })

  it("do not retry a job forever that ends every thread, and let other jobs run", async () => {
    const { begin, begun, finish } = staged(1, 1)
    const [deadly, harmless] = [begin("deadly"), begin("harmless")]
    begun[0]!.done({ lost: new Error("crashed") })
    begun[1]!.done({ lost: new Error("crashed again") })
    finish(2)
    expect(defect(await ended(deadly))).toBe("Error: crashed again")
    expect(await ended(harmless)).toEqual(Exit.succeed("harmless done"))
  })
})

describe("closing", () => {
  it("ends every thread and every waiting job, and accepts no more", async () => {
    const { pool, begin, finish, log } = staged(2, 5)
    const first = begin("a")
    finish(0)
    await ended(first)
    const left = ["b", "c", "d"].map((job) => begin(job))
    await pool.close()
    for (const fiber of left) expect(defect(await ended(fiber))).toContain("closed")
    expect(defect(await ended(begin("e")))).toContain("closed")
    expect(log).toEqual({ started: 2, stopped: 2 })
    await pool.close()
    expect(log.stopped).toBe(2)
  })
})

describe("several shops", () => {
  it("share the threads, which serve their queues in turn", () => {
    const { pool, join, finish, jobs, log } = staged(1, 3)
    const other = join()
    for (const job of ["a1", "a2", "a3"]) Effect.runFork(pool.run(job))
    for (const job of ["b1", "b2"]) Effect.runFork(other.run(job))
    expect([pool.waiting(), other.waiting()]).toEqual([2, 2])
    for (const index of [0, 1, 2, 3]) finish(index)
    expect(jobs()).toEqual(["a1", "b1", "a2", "b2", "a3"])
    expect(log.started).toBe(1)
  })

  it("have limits of their own: a full queue of one does not affect another", async () => {
    const { pool, join } = staged(1, 1)
    const other = join()
    for (const job of ["a1", "a2"]) Effect.runFork(pool.run(job))
    expect(await Effect.runPromise(Effect.flip(pool.run("a3")))).toBeInstanceOf(PasswordsBusy)
    Effect.runFork(other.run("b1"))
    expect(other.waiting()).toBe(1)
  })

  it("close on their own: jobs of the others continue, and the last one ends the threads", async () => {
    const { pool, join, begin, finish, jobs, log } = staged(1, 5)
    const other = join()
    const [running, waiting] = [begin("a1"), begin("a2")]
    const left = Effect.runFork(other.run("b1"))
    await pool.close()
    for (const fiber of [running, waiting]) expect(defect(await ended(fiber))).toContain("closed")
    expect(log.stopped).toBe(0)
    finish(0)
    finish(1)
    expect(await ended(left)).toEqual(Exit.succeed("b1 done"))
    expect(jobs()).toEqual(["a1", "b1"])
    await other.close()
    expect(log.stopped).toBe(1)
  })

  it("start threads again when a shop opens after the last one has closed", async () => {
    const { pool, join, begin, finish, log } = staged(1, 1)
    const lost = begin("a")
    await pool.close()
    expect(defect(await ended(lost))).toContain("closed")
    const again = Effect.runFork(join().run("b"))
    finish(0)
    finish(1)
    expect(await ended(again)).toEqual(Exit.succeed("b done"))
    expect(log).toEqual({ started: 2, stopped: 1 })
  })
})

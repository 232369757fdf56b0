import { Deferred, Effect, Fiber } from "effect"
import { describe, expect, it } from "vitest"
import { openPicturesInMemory } from "../../adapters/media/in-memory.ts"
import { makeSemaphore } from "../../adapters/media/semaphore.ts"
import { loadSharp } from "../../adapters/media/sharp.ts"
import { plain, run } from "./support.ts"

describe("the semaphore", () => {
  it("runs some, queues some, and rejects the rest", async () => {
    let running = 0
    let most = 0
    const tags = await run(
      Effect.gen(function* () {
        const done = yield* Deferred.make<void>()
        const semaphore = makeSemaphore({ atOnce: 2, waiting: 3 })
        const work = semaphore(
          Effect.gen(function* () {
            most = Math.max(most, ++running)
            yield* Deferred.await(done)
            running--
          }),
        )
        const fibers = yield* Effect.forEach(Array.from({ length: 7 }), () =>
          Effect.forkChild(Effect.result(work), { startImmediately: true }),
        )
        expect(running).toBe(2)
        yield* Deferred.succeed(done, undefined)
        const ends = yield* Effect.forEach(fibers, Fiber.join)
        return ends.map((end) => (end._tag === "Success" ? "done" : end.failure._tag))
      }),
    )
    expect(tags).toEqual(["done", "done", "done", "done", "done", "PicturesBusy", "PicturesBusy"])
    expect([most, running]).toEqual([2, 0])
  })

  it("passes on the places of calls that fail, die or are interrupted", async () => {
    const semaphore = makeSemaphore({ atOnce: 1, waiting: 1 })
    for (let turn = 0; turn < 3; turn++) {
      await run(Effect.exit(semaphore(Effect.fail("no"))))
      await run(Effect.exit(semaphore(Effect.die("never"))))
      await run(
        Effect.gen(function* () {
          const inside = yield* Effect.forkChild(semaphore(Effect.never), { startImmediately: true })
          const waiting = yield* Effect.forkChild(semaphore(Effect.never), { startImmediately: true })
          yield* Fiber.interrupt(waiting)
          yield* Fiber.interrupt(inside)
        }),
      )
    }
    expect(await run(semaphore(Effect.succeed("in")))).toBe("in")
  })
})

describe("many concurrent pictures", () => {
  it("are rejected when the queue is full, and accepted again once it is empty", async () => {
    const pictures = openPicturesInMemory({ atOnce: 1, waiting: 1 })
    const bytes = await plain(8, 8).jpeg().toBuffer()
    await run(pictures.store(bytes))
    const ends = await run(
      Effect.all(
        Array.from({ length: 4 }, () => Effect.result(pictures.store(bytes))),
        { concurrency: "unbounded" },
      ),
    )
    expect(ends.map((end) => (end._tag === "Success" ? "kept" : end.failure._tag))).toEqual([
      "kept",
      "kept",
      "PicturesBusy",
      "PicturesBusy",
    ])
    await run(pictures.store(bytes))
  })

  it("use one thread each and leave nothing in a cache", async () => {
    const sharp = await loadSharp()
    expect(sharp.concurrency()).toBe(1)
    expect(sharp.cache()).toMatchObject({ memory: { max: 0 }, files: { max: 0 }, items: { max: 0 } })
  })
})

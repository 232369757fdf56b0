import { setImmediate as nextTurn } from "node:timers/promises"
import { Effect } from "effect"
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { batcher } from "../../adapters/persistence/postgres/batcher.ts"
import { withCallStart } from "../../application/queue-timeout.ts"

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }))
afterEach(() => void vi.useRealTimers())

/** Batches that run until they are ended. */
const opened = (settings: { readonly shared?: (key: string) => ReadonlyArray<unknown>; readonly maxSize?: number }) => {
  const batches: Array<string> = []
  const ends: Array<() => void> = []
  const call = batcher<string, string>({
    run: (keys) =>
      new Promise((resolve) => {
        batches.push(keys.join(" "))
        ends.push(() => resolve(keys))
      }),
    lanes: 2,
    maxSize: 64,
    maxWaitSeconds: 1,
    ...settings,
  })
  const end = async (index: number): Promise<void> => {
    ends[index]?.()
    await nextTurn()
  }
  return { call, batches, end }
}

it("sends the calls of one turn together, and the calls during a batch in the next one", async () => {
  const { call, batches, end } = opened({})
  const [a, b] = [call("a"), call("b")]
  await nextTurn()
  const [c, d] = [call("c"), call("d")]
  await nextTurn()
  expect(batches).toEqual(["a b"])
  await end(0)
  expect(await Promise.all([a, b])).toEqual(["a", "b"])
  expect(batches).toEqual(["a b", "c d"])
  await end(1)
  expect(await Promise.all([c, d])).toEqual(["c", "d"])
})

it("uses another lane when a batch takes long", async () => {
  const { call, batches, end } = opened({})
  void call("a")
  await nextTurn()
  void call("b")
  await vi.advanceTimersByTimeAsync(24)
  expect(batches).toEqual(["a"])
  await vi.advanceTimersByTimeAsync(1)
  expect(batches).toEqual(["a", "b"])
  void call("c")
  await vi.advanceTimersByTimeAsync(100)
  expect(batches, "there are two lanes").toEqual(["a", "b"])
  await end(1)
  expect(batches).toEqual(["a", "b", "c"])
})

it("uses another lane at once for a full batch", async () => {
  const { call, batches } = opened({ maxSize: 2 })
  void call("a")
  await nextTurn()
  for (const key of ["b", "c", "d"]) void call(key)
  await nextTurn()
  expect(batches).toEqual(["a", "b c"])
})

it("keeps calls that share something with a batch in progress", async () => {
  const { call, batches, end } = opened({ shared: (key) => [key[0]] })
  void call("a1")
  await nextTurn()
  void call("a2")
  void call("b1")
  await vi.advanceTimersByTimeAsync(50)
  expect(batches).toEqual(["a1", "b1"])
  await end(0)
  expect(batches).toEqual(["a1", "b1", "a2"])
})

it("rejects a call whose time is over, also if it waits for what it shares with a batch", async () => {
  const { call, batches } = opened({ shared: () => ["the same"] })
  void call("a")
  await nextTurn()
  await vi.advanceTimersByTimeAsync(40)
  const late = Effect.runPromise(withCallStart(Effect.promise(() => call("b")))).catch((error: unknown) => `${error}`)
  await vi.advanceTimersByTimeAsync(1_001)
  await nextTurn()
  await nextTurn()
  await nextTurn()
  expect(await Promise.race([late, "still waiting"])).toContain("StoreUnavailable")
  expect(batches).toEqual(["a"])
})

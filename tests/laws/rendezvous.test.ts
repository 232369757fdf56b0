import { setImmediate } from "node:timers/promises"
import { expect, it } from "vitest"
import { rendezvous } from "../../adapters/testing/index.ts"

/** Three orders, of which the nth needs n turns of the event loop before its last request. */
const events = async (meet: <A>(prepare: () => Promise<A>) => Promise<A>, failing?: number) => {
  const log: Array<string> = []
  const place = async (order: number): Promise<void> => {
    await meet(async () => {
      for (let turn = 0; turn < order; turn++) await setImmediate()
      if (order === failing) throw new Error("no cart")
      log.push(`prepared ${order}`)
    })
    log.push(`completed ${order}`)
  }
  const ends = await Promise.allSettled([1, 2, 3].map(place))
  return { log, ends: ends.map(({ status }) => status) }
}

it("the last requests of concurrent orders meet", async () => {
  const { log } = await events(rendezvous())
  expect(log).toEqual(["prepared 1", "prepared 2", "prepared 3", "completed 1", "completed 2", "completed 3"])
})

it("without it, an order is complete before the next is prepared", async () => {
  const { log } = await events((prepare) => prepare())
  expect(log.slice(0, 3)).toEqual(["prepared 1", "completed 1", "prepared 2"])
})

it("an order that cannot be prepared holds no other up", async () => {
  const { log, ends } = await events(rendezvous(), 3)
  expect(ends).toEqual(["fulfilled", "fulfilled", "rejected"])
  expect(log).toEqual(["prepared 1", "prepared 2", "completed 1", "completed 2"])
})

it("later orders meet again", async () => {
  const meet = rendezvous()
  await events(meet)
  expect((await events(meet)).log.slice(0, 3)).toEqual(["prepared 1", "prepared 2", "prepared 3"])
})

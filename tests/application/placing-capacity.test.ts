import { Deferred, Effect, Fiber } from "effect"
import { expect, test } from "vitest"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { makePlacingCapacity, type PlacingLimits } from "../../application/order/placing-capacity.ts"
import { replacePorts } from "../../application/ports/replace-ports.ts"
import { withCallStart } from "../../application/queue-timeout.ts"
import { AccountId } from "../../domain/account/account.ts"
import { errorOf, openShop, run, testShop } from "./test-shop.ts"

const [attacker, buyer] = [AccountId(1), AccountId(2)]

/** Orders that are under way until the test ends them, in the order in which they started. */
const orders = (limits: PlacingLimits) => {
  const capacity = makePlacingCapacity(limits)
  const started: Array<string> = []
  const begin = async (name: string, account: AccountId, lines: number) => {
    const end = await run(Deferred.make<void>())
    const placing = Effect.andThen(
      Effect.sync(() => started.push(name)),
      Deferred.await(end),
    )
    const fiber = Effect.runFork(withCallStart(capacity(account, lines, placing)))
    const finish = () => run(Effect.andThen(Deferred.succeed(end, undefined), Fiber.join(fiber)))
    return { finish, fiber }
  }
  return { begin, started }
}

test("an account alone uses the whole capacity, and above it waits and is not refused", async () => {
  const { begin, started } = orders({ lines: 2, waitingLines: 100 })
  const first = await begin("first", attacker, 1)
  const second = await begin("second", attacker, 1)
  const third = await begin("third", attacker, 1)
  expect(started).toEqual(["first", "second"])
  await second.finish()
  expect(started).toEqual(["first", "second", "third"])
  await Promise.all([first.finish(), third.finish()])
})

test("the first order of an account starts although another account uses the whole capacity", async () => {
  const { begin, started } = orders({ lines: 1000, waitingLines: 100_000 })
  for (let n = 0; n < 64; n++) await begin("large", attacker, 1000)
  await begin("small", buyer, 2)
  expect(started).toEqual(["large", "small"])
})

test("a small order passes the waiting large orders of other accounts, which go on afterwards", async () => {
  const { begin, started } = orders({ lines: 10, waitingLines: 100_000 })
  const large = [await begin("large 1", AccountId(11), 10), await begin("large 2", AccountId(12), 10)]
  for (const n of [3, 4]) large.push(await begin(`large ${n}`, AccountId(10 + n), 10))
  const small = await begin("small", buyer, 1)
  expect(started).toEqual(["large 1", "large 2"])
  await large[0]?.finish()
  expect(started).toEqual(["large 1", "large 2", "small", "large 3"])
  await small.finish()
  for (const order of large.slice(1)) await order.finish()
  expect(started).toEqual(["large 1", "large 2", "small", "large 3", "large 4"])
})

test("a small order does not wait for a round of large orders that arrived together", async () => {
  const { begin, started } = orders({ lines: 10, waitingLines: 100_000 })
  const large: Array<Awaited<ReturnType<typeof begin>>> = []
  for (let n = 1; n <= 6; n++) large.push(await begin(`large ${n}`, AccountId(10 + n), 10))
  await large[0]?.finish()
  await begin("small", buyer, 1)
  await large[1]?.finish()
  expect(started.slice(0, 4)).toEqual(["large 1", "large 2", "large 3", "small"])
})

test("an interrupted order gives its place back, whether it waits or is under way", async () => {
  const { begin, started } = orders({ lines: 1, waitingLines: 100 })
  const first = await begin("first", attacker, 1)
  const second = await begin("second", attacker, 1)
  await begin("third", attacker, 1)
  await run(Fiber.interrupt(second.fiber))
  await run(Fiber.interrupt(first.fiber))
  expect(started).toEqual(["first", "third"])
})

test("a full queue refuses the account that fills it, and no other", async () => {
  const { begin, started } = orders({ lines: 1, waitingLines: 10 })
  const first = await begin("first", attacker, 1)
  const waiting = await begin("waiting 1", attacker, 5)
  await begin("waiting 2", attacker, 5)
  const refused = await begin("refused", attacker, 5)
  expect(await errorOf(Fiber.join(refused.fiber))).toMatchObject({ _tag: "OrdersBusy", retryAfterSeconds: 1 })
  const small = await begin("buyer 1", buyer, 1)
  await begin("buyer 2", buyer, 1)
  expect(started).toEqual(["first", "buyer 1"])
  for (const order of [first, small, waiting]) await order.finish()
  expect(started.slice(0, 4)).toEqual(["first", "buyer 1", "waiting 1", "buyer 2"])
})

test("the use case lets another account's order pass an account that uses the whole capacity", async () => {
  const opened = openInMemory()
  const { offers } = opened.catalog
  const release = await run(Deferred.make<void>())
  const slow: typeof offers = {
    ...offers,
    offersFor: (items) =>
      items.length < 1000 ? offers.offersFor(items) : Effect.andThen(Deferred.await(release), offers.offersFor(items)),
  }
  let readings = 0
  const counted: typeof offers = {
    ...slow,
    offersFor: (items) =>
      Effect.suspend(() => {
        readings++
        return slow.offersFor(items)
      }),
  }
  const { placeOrder, ann, bob, lamp } = await openShop(
    10,
    testShop(replacePorts(opened, { catalog: { offers: counted } })),
  )
  const large = Array.from({ length: 1000 }, () => ({ product: lamp.id, quantity: 1 }))
  const refused = Array.from({ length: 64 }, () => errorOf(placeOrder(ann, { lines: large })))
  await run(placeOrder(bob, { lines: [{ product: lamp.id, quantity: 1 }] }))
  expect(readings).toBeLessThan(5)
  await run(Deferred.succeed(release, undefined))
  for (const error of await Promise.all(refused)) expect(error).toMatchObject({ _tag: "InsufficientStock" })
})

test("an order that exceeds the limit of unpaid orders is refused until one is paid", async () => {
  const shop = await openShop(10, testShop({}, { maxUnpaidOrders: 1 }))
  const lines = [{ product: shop.lamp.id, quantity: 1 }]
  const order = await run(shop.placeOrder(shop.ann, { lines }))
  expect(await errorOf(shop.placeOrder(shop.ann, { lines }))).toMatchObject({ _tag: "TooManyUnpaidOrders", max: 1 })
  await run(shop.changeOrderStatus(shop.admin, { order: order.id, status: "paid" }))
  await run(shop.placeOrder(shop.ann, { lines }))
})

test("an order that waits for longer than the limit is refused, and the next ones start", async () => {
  const { begin, started } = orders({ lines: 1, waitingLines: 100, waitSeconds: 0.05 })
  const first = await begin("first", attacker, 1)
  const second = await begin("second", attacker, 1)
  const third = await begin("third", attacker, 1)
  expect(await errorOf(Fiber.join(second.fiber))).toMatchObject({ _tag: "OrdersBusy", retryAfterSeconds: 1 })
  expect(await errorOf(Fiber.join(third.fiber))).toMatchObject({ _tag: "OrdersBusy" })
  await first.finish()
  const fourth = await begin("fourth", attacker, 1)
  expect(started).toEqual(["first", "fourth"])
  await fourth.finish()
})

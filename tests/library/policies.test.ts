import { Effect, Result } from "effect"
import { expect, expectTypeOf, it } from "vitest"
import {
  type Account,
  type IllegalStatusChange,
  idempotencyKey,
  money,
  type NotPermitted,
  type OrderProposal,
  type OrderRefused,
  operator,
  type StatusChangeRefused,
  type StatusProposal,
  type UnknownOrder,
} from "../../composition/index.ts"
import { openSoapShop } from "./soap-shop.ts"

const atMostThree = ({ request }: OrderProposal) =>
  request.lines.some(({ quantity }) => quantity > 3) ? ({ code: "too-many", most: 3 } as const) : null

it("an order policy refuses with the host's own type, and the order changes nothing", async () => {
  const { shop, buyer, of } = await openSoapShop({ order: atMostThree })
  const refused = await shop.placeOrder(buyer, of(4))
  if (refused.ok || refused.error._tag !== "OrderRefused") throw new Error("accepted")
  expectTypeOf(refused.error.refusal).toEqualTypeOf<{ readonly code: "too-many"; readonly most: 3 }>()
  expect(refused.error.refusal).toEqual({ code: "too-many", most: 3 })
  expect((await shop.listProducts())[0]?.available).toBe(100)
  expect(await shop.placeOrder(buyer, of(3))).toMatchObject({ ok: true })
  const effect = Effect.flip(shop.useCases.placeOrder(buyer, of(4)))
  expect(await Effect.runPromise(effect)).toMatchObject({ _tag: "OrderRefused", refusal: { most: 3 } })
  await shop.close()
})

it("an order policy sees the actor, the request and the offer of each line", async () => {
  const seen: Array<OrderProposal> = []
  const order = (proposal: OrderProposal) => {
    seen.push(proposal)
    return null
  }
  const { shop, buyer, soap, of } = await openSoapShop({ order })
  const delivery = { address: "1 Main St", phone: "1" }
  await shop.placeOrder(buyer, { ...of(2), delivery })
  await shop.placeOrder({ externalId: "user_1" }, of(1))
  expect(seen[0]).toMatchObject({
    actor: { id: buyer.id, username: "mia", isAdmin: false, externalId: null },
    request: { account: buyer.id, lines: [{ product: soap.id, variant: null, quantity: 2 }], delivery },
    offers: [{ product: soap.id, price: 300, onHand: 100, reserved: 0 }],
    now: expect.any(Date),
  })
  expect(seen[1]).toMatchObject({ actor: { externalId: "user_1", username: null }, offers: [{ reserved: 2 }] })
  await shop.placeOrder(buyer, of(0))
  expect(seen).toHaveLength(2)
  await shop.close()
})

it("a replayed key returns the original result, although the policy refuses the order now", async () => {
  let isClosed = false
  const { shop, buyer, of } = await openSoapShop({ order: () => (isClosed ? "closed" : null) })
  const order = { ...of(1), idempotencyKey: Result.getOrThrow(idempotencyKey("checkout")) }
  const first = await shop.placeOrder(buyer, order)
  isClosed = true
  expect(await shop.placeOrder(buyer, order)).toEqual(first)
  expect(await shop.placeOrder(buyer, of(1))).toMatchObject({ error: { refusal: "closed" } })
  await shop.close()
})

it("a policy that returns a promise is an error of the host", async () => {
  const { shop, buyer, of } = await openSoapShop({ order: async () => null })
  await expect(shop.placeOrder(buyer, of(1))).rejects.toThrow("The order policy returned a promise.")
  await shop.close()
})

const clerk = { externalId: "clerk" }
const warehouse = ({ actor, order, to }: StatusProposal) => {
  if (to === "shipped" && order.status !== "paid") return { code: "not-paid" } as const
  return to === "shipped" && actor.externalId === "clerk" ? "allow" : null
}

it("a status policy refuses changes of admins, and allows changes to others", async () => {
  const { shop, buyer, of } = await openSoapShop({ status: warehouse })
  const placed = await shop.placeOrder(buyer, of(1))
  if (!placed.ok) throw new Error("not placed")
  const { id: order } = placed.value
  const change = (actor: typeof clerk | typeof operator | Account, status: "paid" | "shipped" | "delivered") =>
    shop.changeOrderStatus(actor, { order, status })
  const early = await change(operator, "shipped")
  if (early.ok || early.error._tag !== "StatusChangeRefused") throw new Error("shipped early")
  expectTypeOf(early.error.refusal).toEqualTypeOf<{ readonly code: "not-paid" }>()
  expect(early.error.refusal).toEqual({ code: "not-paid" })
  expect(await change(clerk, "paid")).toMatchObject({ error: { _tag: "NotPermitted" } })
  expect(await change(operator, "paid")).toMatchObject({ ok: true })
  expect(await change(buyer, "shipped")).toMatchObject({ error: { _tag: "NotPermitted" } })
  expect(await change(clerk, "shipped")).toMatchObject({ ok: true, value: { status: "shipped" } })
  expect(await change(clerk, "delivered")).toMatchObject({ error: { _tag: "NotPermitted" } })
  await shop.close()
})

it("a status policy does not tell others which orders exist, and does not change the legal steps", async () => {
  const { shop, buyer, of } = await openSoapShop({
    status: ({ actor }) => (actor.externalId === "clerk" ? "allow" : null),
  })
  const placed = await shop.placeOrder(buyer, of(1))
  if (!placed.ok) throw new Error("not placed")
  const { id: order } = placed.value
  const unknown = await shop.changeOrderStatus(buyer, { order: (order + 1) as typeof order, status: "paid" })
  expect(unknown).toMatchObject({ error: { _tag: "NotPermitted" } })
  expect(await shop.changeOrderStatus(buyer, { order, status: "paid" })).toEqual(unknown)
  const illegal = await shop.changeOrderStatus(clerk, { order, status: "delivered" })
  expect(illegal).toMatchObject({ error: { _tag: "IllegalStatusChange", from: "created", to: "delivered" } })
  await shop.close()
})

it("a status policy decides who cancels: beyond unpaid orders, or not at all", async () => {
  const free = await openSoapShop({ status: ({ to }) => (to === "cancelled" ? "allow" : null) })
  const bound = await openSoapShop({ status: ({ to }) => (to === "cancelled" ? { code: "final-sale" } : null) })
  for (const { shop, buyer, of } of [free, bound]) {
    const placed = await shop.placeOrder(buyer, of(1))
    if (!placed.ok) throw new Error("not placed")
    await shop.changeOrderStatus(operator, { order: placed.value.id, status: "paid" })
    const cancelled = await shop.cancelOrder(buyer, placed.value.id)
    if (shop === free.shop) expect(cancelled).toMatchObject({ ok: true, value: { status: "cancelled" } })
    else expect(cancelled).toMatchObject({ error: { _tag: "StatusChangeRefused", refusal: { code: "final-sale" } } })
    await shop.close()
  }
})

it("a shop without policies does not have their errors in its types", async () => {
  const { shop, buyer, of } = await openSoapShop()
  const placed = await shop.placeOrder(buyer, of(1))
  if (!placed.ok) expectTypeOf(placed.error).not.toExtend<OrderRefused>()
  const changed = await shop.changeOrderStatus(operator, { order: 1 as never, status: "paid" })
  if (!changed.ok) expectTypeOf(changed.error).toEqualTypeOf<NotPermitted | UnknownOrder | IllegalStatusChange>()
  expectTypeOf<StatusChangeRefused>().toExtend<{ readonly refusal: unknown }>()
  expect(placed.ok).toBe(true)
  await shop.close()
})

const wholesale = ({ actor, offers }: OrderProposal) =>
  actor.externalId === "dealer" ? { prices: offers.map(({ price }) => price - 50) } : null

it("a pricing policy sets the prices of a buyer, which the order keeps and the order policy sees", async () => {
  const order = ({ offers }: OrderProposal) => ((offers[0]?.price ?? 0) < 250 ? "too cheap" : null)
  const { shop, buyer, soap, of } = await openSoapShop({ pricing: wholesale, order })
  const dealer = { externalId: "dealer" }
  expect(await shop.placeOrder(buyer, of(2))).toMatchObject({ value: { lines: [{ quantity: 2, price: 300 }] } })
  const placed = await shop.placeOrder(dealer, of(2))
  expect(placed).toMatchObject({ value: { lines: [{ quantity: 2, price: 250 }] } })
  await shop.reprice(operator, { product: soap.id, price: Result.getOrThrow(money(299)) })
  expect(await shop.placeOrder(dealer, of(1))).toMatchObject({ error: { refusal: "too cheap" } })
  const { orders } = await shop.pageOrders(dealer, { limit: 9 })
  expect(orders).toEqual(placed.ok ? [placed.value] : [])
  await shop.close()
})

it.each([
  { prices: [], fault: "1 lines need as many prices, not 0" },
  { prices: [-1], fault: "the price of line 0 is -1" },
  { prices: [2.5], fault: "the price of line 0 is 2.5" },
])("a pricing policy that returns $prices is an error of the host", async ({ prices, fault }) => {
  const { shop, buyer, of } = await openSoapShop({ pricing: () => ({ prices }) })
  await expect(shop.placeOrder(buyer, of(1))).rejects.toThrow(`The pricing policy returned invalid prices: ${fault}`)
  expect((await shop.listProducts())[0]?.available).toBe(100)
  await shop.close()
})

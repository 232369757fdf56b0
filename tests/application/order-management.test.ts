import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import type { Metadata } from "../../domain/metadata.ts"
import { OrderId } from "../../domain/order/order.ts"
import { errorOf, NOON, openShop, run, testShop } from "./test-shop.ts"

const withOrder = async (options: Parameters<typeof testShop>[1] = {}) => {
  const shop = await openShop(10, testShop({}, options))
  const order = await run(shop.placeOrder(shop.ann, { lines: [{ product: shop.lamp.id, quantity: 4 }] }))
  const bob = { ...shop.ann, id: shop.admin.id, isAdmin: false }
  const available = async () => (await run(shop.listProducts()))[0]?.available
  return { ...shop, order, bob, available }
}
const unknown = { _tag: "UnknownOrder", order: 1 }

describe("viewing an order", () => {
  it("shows buyers their own orders without the note, and admins all with it", async () => {
    const { viewOrder, noteOrder, changeOrderStatus, ann, bob, admin, order } = await withOrder()
    await run(noteOrder(admin, { order: order.id, note: "regular" }))
    const paid = await run(changeOrderStatus(admin, { order: order.id, status: "paid" }))
    const placing = { status: "created", at: NOON, by: ann.id, reason: "" }
    const shown = { order: { ...paid, username: "ann" } }
    expect(await run(viewOrder(admin, order.id))).toEqual({
      ...shown,
      steps: [placing, { status: "paid", at: NOON, by: admin.id, reason: "" }],
      note: "regular",
    })
    expect(await run(viewOrder(ann, order.id))).toEqual({
      ...shown,
      steps: [placing, { status: "paid", at: NOON, by: null, reason: "" }],
      note: null,
    })
    expect(await errorOf(viewOrder(bob, order.id))).toMatchObject(unknown)
    expect(await errorOf(viewOrder(admin, OrderId(9)))).toMatchObject({ ...unknown, order: 9 })
  })

  it("takes notes from admins only, and of bounded length", async () => {
    const { noteOrder, viewOrder, ann, admin, order } = await withOrder()
    expect(await errorOf(noteOrder(ann, { order: order.id, note: "x" }))).toMatchObject({ _tag: "NotPermitted" })
    expect(await errorOf(noteOrder(admin, { order: order.id, note: "x".repeat(5001) }))).toMatchObject({
      field: "note",
      rule: { kind: "too-long", max: 5000 },
    })
    expect(await errorOf(noteOrder(admin, { order: OrderId(9), note: "x" }))).toMatchObject({ _tag: "UnknownOrder" })
    expect(await run(viewOrder(admin, order.id))).toMatchObject({ note: "" })
  })
})

describe("noting an order", () => {
  it("fails if the note is not the one that the new note is based on", async () => {
    const { noteOrder, viewOrder, admin, order } = await withOrder()
    const note = (note: string, from?: string) => noteOrder(admin, { order: order.id, note, from })
    await run(note("regular", ""))
    expect(await errorOf(note("new", ""))).toMatchObject({ _tag: "OrderNoteChanged", order: order.id })
    expect(await run(viewOrder(admin, order.id))).toMatchObject({ note: "regular" })
    await run(note("pays late", "regular"))
    await run(note("moved"))
    expect(await run(viewOrder(admin, order.id))).toMatchObject({ note: "moved" })
    expect(await errorOf(noteOrder(admin, { order: OrderId(9), note: "x", from: "" }))).toMatchObject({
      _tag: "UnknownOrder",
    })
  })
})

describe("changing the metadata of an order", () => {
  it("is for admins, with metadata within its limits, of known orders", async () => {
    const { changeOrderMetadata, viewOrder, ann, admin, order } = await withOrder()
    const change = { order: order.id, metadata: { parcel: 1 } }
    expect(await errorOf(changeOrderMetadata(ann, change))).toMatchObject({ _tag: "NotPermitted" })
    const large = { ...change, metadata: { a: "x".repeat(9000) } }
    expect(await errorOf(changeOrderMetadata(admin, large))).toMatchObject({ _tag: "InvalidField", field: "metadata" })
    expect(await errorOf(changeOrderMetadata(admin, { ...change, order: OrderId(9) }))).toMatchObject({
      ...unknown,
      order: 9,
    })
    expect(await run(viewOrder(ann, order.id))).toMatchObject({ order: { metadata: null } })
    const changed = await run(changeOrderMetadata(admin, change))
    expect(changed).toEqual({ ...order, metadata: change.metadata, username: undefined })
    expect(await run(viewOrder(ann, order.id))).toMatchObject({ order: changed })
  })

  it("fails if the metadata is not that on which the change is based, and repeats a change without a basis", async () => {
    const { changeOrderMetadata, admin, order } = await withOrder()
    const change = (metadata: Metadata | null, from?: Metadata | null) =>
      changeOrderMetadata(admin, { order: order.id, metadata, from })
    await run(change({ n: 1 }, null))
    expect(await errorOf(change({ n: 2 }, null))).toMatchObject({ _tag: "OrderMetadataChanged", order: order.id })
    expect(await run(change({ n: 1 }, { n: 1 }))).toMatchObject({ metadata: { n: 1 } })
    const counts = Array.from({ length: 8 }, (_, n) => ({ n }))
    await Promise.all(counts.map((count) => run(change(count))))
    expect(await run(change(null))).toMatchObject({ metadata: null })
  })
})

describe("cancelling an order", () => {
  it("releases the stock of a buyer's own order while it is created, and once", async () => {
    const { cancelOrder, viewOrder, available, ann, bob, order } = await withOrder()
    expect(await errorOf(cancelOrder(bob, order.id))).toMatchObject(unknown)
    expect(await available()).toBe(6)
    expect(await run(cancelOrder(ann, order.id))).toMatchObject({ id: order.id, status: "cancelled" })
    expect(await available()).toBe(10)
    expect(await run(cancelOrder(ann, order.id))).toMatchObject({ status: "cancelled" })
    const { steps } = await run(viewOrder(ann, order.id))
    expect(steps.map(({ status, by }) => [status, by])).toEqual([
      ["created", ann.id],
      ["cancelled", ann.id],
    ])
  })

  it("is refused to buyers once the order is paid, and not to admins", async () => {
    const { cancelOrder, changeOrderStatus, available, ann, admin, order } = await withOrder()
    await run(changeOrderStatus(admin, { order: order.id, status: "paid" }))
    const refused = { _tag: "IllegalStatusChange", from: "paid", to: "cancelled" }
    expect(await errorOf(cancelOrder(ann, order.id))).toMatchObject(refused)
    expect(await available()).toBe(6)
    expect(await run(cancelOrder(admin, order.id))).toMatchObject({ status: "cancelled" })
  })

  it("keeps the first reason in the history, which the buyer sees, and rejects a long one", async () => {
    const { cancelOrder, viewOrder, available, ann, admin, order } = await withOrder()
    expect(await errorOf(cancelOrder(admin, order.id, "x".repeat(501)))).toMatchObject({
      field: "reason",
      rule: { kind: "too-long", max: 500 },
    })
    expect(await available()).toBe(6)
    await run(cancelOrder(admin, order.id, "Sold out"))
    await run(cancelOrder(admin, order.id, "Another reason"))
    const { steps } = await run(viewOrder(ann, order.id))
    expect(steps.map(({ reason }) => reason)).toEqual(["", "Sold out"])
  })

  it("is refused to buyers of a shop that does not allow it", async () => {
    const { cancelOrder, ann, admin, order } = await withOrder({ buyersCancel: false })
    expect(await errorOf(cancelOrder(ann, order.id))).toMatchObject({ _tag: "NotPermitted" })
    expect(await run(cancelOrder(admin, order.id))).toMatchObject({ status: "cancelled" })
  })
})

describe("searching orders", () => {
  it("pages through the orders that the actor may see, newest first", async () => {
    const shop = await withOrder()
    const place = () => run(shop.placeOrder(shop.ann, { lines: [{ product: shop.lamp.id, quantity: 1 }] }))
    const [second, third] = [await place(), await place()]
    const first = await run(shop.searchOrders(shop.ann, { limit: 2 }))
    expect(first.orders.map(({ id }) => id)).toEqual([third.id, second.id])
    expect(first.next).toEqual({ createdAt: NOON, id: second.id })
    const rest = await run(shop.searchOrders(shop.admin, { limit: 2, after: first.next ?? undefined }))
    expect(rest).toMatchObject({ orders: [{ id: shop.order.id }], next: null })
    const oldest = await run(shop.searchOrders(shop.admin, { sort: "oldest", owner: shop.ann.id, limit: 1 }))
    expect(oldest.orders).toMatchObject([{ id: shop.order.id }])
    const none = { orders: [], next: null }
    expect(await run(shop.searchOrders(shop.bob, { limit: 9 }))).toEqual(none)
    expect(await run(shop.searchOrders(shop.bob, { owner: shop.ann.id, limit: 9 }))).toEqual(none)
    await expect(run(shop.searchOrders(shop.ann, { limit: 0 }))).rejects.toThrow("searchOrders: limit must be")
  })

  it("says when the store has no search", async () => {
    const { makeSearchOrders } = await import("../../application/order/search-orders.ts")
    const { admin } = await openShop()
    const found = await Effect.runPromise(Effect.flip(makeSearchOrders({ search: undefined })(admin, { limit: 1 })))
    expect(found).toMatchObject({ _tag: "NotSupported", ports: "search" })
  })
})

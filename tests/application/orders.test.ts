import { Effect, Stream } from "effect"
import { describe, expect, it } from "vitest"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import type { OrderLedger } from "../../application/ports/order-ledger.ts"
import { replacePorts } from "../../application/ports/replace-ports.ts"
import { AccountId } from "../../domain/account/account.ts"
import type { Actor } from "../../domain/account/actor.ts"
import { OrderId } from "../../domain/order/order.ts"
import { errorOf, NOON, newLamp, openShop, run, testShop } from "./test-shop.ts"

type Shop = Awaited<ReturnType<typeof openShop>>

const lines = (shop: Shop, ...quantities: ReadonlyArray<number>) => ({
  lines: quantities.map((quantity) => ({ product: shop.lamp.id, variant: null, quantity })),
  delivery: null,
})
const available = async (shop: Shop): Promise<number | undefined> => (await run(shop.listProducts()))[0]?.available

const listed = (shop: Shop, actor: Actor) => run(Stream.runCollect(shop.streamOrders(actor)))

describe("placing an order", () => {
  it("reserves what the buyer orders, at the current price", async () => {
    const shop = await openShop(10)
    const delivery = { address: "Main Street 1", phone: "+1 555 0100" }
    const order = await run(shop.placeOrder(shop.ann, { ...lines(shop, 2, 1), delivery }))
    expect(order).toMatchObject({ id: 1, account: shop.ann.id, username: "ann", status: "created", delivery })
    expect(order).toMatchObject({
      createdAt: NOON,
      updatedAt: NOON,
      lines: [{ quantity: 2, price: 1250 }, { quantity: 1 }],
    })
    expect(await available(shop)).toBe(7)
    expect(await listed(shop, shop.ann)).toEqual([order])
  })

  it("names the lines that together exceed the stock, and changes nothing", async () => {
    const shop = await openShop(5)
    const { id: other } = await run(shop.createProduct(shop.admin, { ...newLamp(shop.category.id), stock: 5 }))
    const command = lines(shop, 3, 1, 3)
    const request = { ...command, lines: command.lines.with(1, { product: other, variant: null, quantity: 1 }) }
    expect(await errorOf(shop.placeOrder(shop.ann, request))).toMatchObject({
      _tag: "InsufficientStock",
      lines: [0, 2],
      requested: 6,
      available: 5,
    })
    expect(await available(shop)).toBe(5)
    expect(await listed(shop, shop.ann)).toEqual([])
  })

  it("keeps the host's metadata, and rejects metadata outside of its limits", async () => {
    const shop = await openShop(5)
    const metadata = { channel: "kiosk-4", gift: true }
    const order = await run(shop.placeOrder(shop.ann, { ...lines(shop, 1), metadata }))
    expect(order.metadata).toEqual(metadata)
    expect(await listed(shop, shop.ann)).toEqual([order])
    const large = { ...lines(shop, 1), metadata: { a: "x".repeat(9000) } }
    const refused = { _tag: "InvalidField", field: "metadata", rule: { kind: "rejected" } }
    expect(await errorOf(shop.placeOrder(shop.ann, large))).toMatchObject(refused)
    expect(await available(shop)).toBe(4)
  })

  it("keeps the host's metadata of lines, in the place of each, and names the line whose metadata is rejected", async () => {
    const shop = await openShop(5)
    const [line] = lines(shop, 1).lines
    const [found] = await run(shop.listProducts())
    if (line === undefined || found?.stockItem == null) throw new Error("the shop sells nothing")
    const metadata = { engraving: "A & B" }
    const named = { stockItem: found.stockItem, quantity: 1, metadata }
    const order = await run(shop.placeOrder(shop.ann, { lines: [line, named, { ...line, metadata: null }] }))
    expect(order.lines.map(({ metadata }) => metadata)).toEqual([undefined, metadata, undefined])
    expect(await listed(shop, shop.ann)).toEqual([order])
    const late = { ...line, metadata: { at: "x".repeat(9000) } }
    const refused = { _tag: "InvalidField", field: "lines[1].metadata", rule: { kind: "rejected" } }
    expect(await errorOf(shop.placeOrder(shop.ann, { lines: [line, late] }))).toMatchObject(refused)
    expect(await available(shop)).toBe(2)
  })

  it("requires an existing account", async () => {
    const shop = await openShop()
    const unknownAccount = { ...shop.ann, id: AccountId(99) }
    expect(await errorOf(shop.placeOrder(unknownAccount, lines(shop, 1)))).toMatchObject({
      _tag: "UnknownAccount",
      account: 99,
    })
  })

  it("rejects orders that break the rules", async () => {
    const shop = await openShop()
    const { id: shirt } = await run(
      shop.createProduct(shop.admin, {
        ...newLamp(shop.category.id),
        variants: [{ size: "S", color: "red", stock: 1 }],
      }),
    )
    const unsaid = { lines: [{ product: shirt, variant: null, quantity: 1 }], delivery: null }
    expect(await errorOf(shop.placeOrder(shop.ann, lines(shop)))).toMatchObject({ _tag: "EmptyOrder" })
    expect(await errorOf(shop.placeOrder(shop.ann, lines(shop, 1, 0)))).toMatchObject({
      _tag: "InvalidQuantity",
      line: 1,
    })
    expect(await errorOf(shop.placeOrder(shop.ann, unsaid))).toMatchObject({ reason: "variant-required" })
    expect(await listed(shop, shop.admin)).toEqual([])
  })
})

describe("listing orders", () => {
  it("shows buyers their own orders and admins all orders", async () => {
    const shop = await openShop()
    const anns = await run(shop.placeOrder(shop.ann, lines(shop, 1)))
    const bobs = await run(shop.placeOrder(shop.bob, lines(shop, 1)))
    expect(await listed(shop, shop.ann)).toEqual([anns])
    expect(await listed(shop, shop.bob)).toEqual([bobs])
    expect(await listed(shop, shop.admin)).toEqual([anns, bobs])
  })
})

describe("changing an order's status", () => {
  it("is for admins; other accounts do not learn whether the order exists", async () => {
    const shop = await openShop()
    const { id: order } = await run(shop.placeOrder(shop.ann, lines(shop, 1)))
    for (const id of [order, OrderId(99)])
      expect(await errorOf(shop.changeOrderStatus(shop.ann, { order: id, status: "paid" }))).toMatchObject({
        _tag: "NotPermitted",
      })
    expect(await errorOf(shop.changeOrderStatus(shop.admin, { order: OrderId(99), status: "paid" }))).toMatchObject({
      _tag: "UnknownOrder",
      order: 99,
    })
  })

  it("returns stock when an order is cancelled, and keeps it when an order is shipped", async () => {
    const shop = await openShop(10)
    const first = await run(shop.placeOrder(shop.ann, lines(shop, 4)))
    const second = await run(shop.placeOrder(shop.ann, lines(shop, 3)))
    expect(await run(shop.changeOrderStatus(shop.admin, { order: first.id, status: "cancelled" }))).toMatchObject({
      id: first.id,
      status: "cancelled",
    })
    await run(shop.changeOrderStatus(shop.admin, { order: second.id, status: "shipped" }))
    expect(await available(shop)).toBe(7)
    expect((await listed(shop, shop.ann)).map(({ status }) => status)).toEqual(["cancelled", "shipped"])
  })

  it("changes nothing when the order has the status already", async () => {
    const shop = await openShop(10)
    const { id: order } = await run(shop.placeOrder(shop.ann, lines(shop, 4)))
    const cancel = shop.changeOrderStatus(shop.admin, { order, status: "cancelled" })
    expect(await run(cancel)).toEqual(await run(cancel))
    expect(await available(shop)).toBe(10)
  })

  it("rejects a step that the status table does not have, and changes nothing", async () => {
    const shop = await openShop(10)
    const { id: order } = await run(shop.placeOrder(shop.ann, lines(shop, 4)))
    expect(await errorOf(shop.changeOrderStatus(shop.admin, { order, status: "delivered" }))).toMatchObject({
      _tag: "IllegalStatusChange",
      from: "created",
      to: "delivered",
    })
    expect(await listed(shop, shop.ann)).toMatchObject([{ status: "created" }])
  })

  /** A shop in which another caller changes the order just before the first amendment arrives. */
  const outrun = async (by: "paid" | "cancelled") => {
    const store = openInMemory()
    const rival = testShop(store)
    let amendments = 0
    const ledger: OrderLedger = {
      ...store.orders.ledger,
      recordStatusChange: (change) =>
        ++amendments > 1
          ? store.orders.ledger.recordStatusChange(change)
          : rival
              .changeOrderStatus({ ...shop.admin }, { order: change.order.id, status: by })
              .pipe(Effect.orDie, Effect.andThen(store.orders.ledger.recordStatusChange(change))),
    }
    const shop = await openShop(10, testShop(replacePorts(store, { orders: { ledger } })))
    const { id: order } = await run(shop.placeOrder(shop.ann, lines(shop, 4)))
    return { shop, order, amendments: () => amendments }
  }

  it("decides again from the current status when another caller changed the order first", async () => {
    const { shop, order, amendments } = await outrun("paid")
    expect(await run(shop.changeOrderStatus(shop.admin, { order, status: "cancelled" }))).toMatchObject({
      status: "cancelled",
    })
    expect(amendments()).toBe(2)
    expect(await available(shop)).toBe(10)
  })

  it("finds the requested status already set, or no longer possible, when another caller was first", async () => {
    const fulfilled = await outrun("cancelled")
    const request = { order: fulfilled.order, status: "cancelled" } as const
    expect(await run(fulfilled.shop.changeOrderStatus(fulfilled.shop.admin, request))).toMatchObject({
      status: "cancelled",
    })
    expect(await available(fulfilled.shop)).toBe(10)
    const { shop, order } = await outrun("cancelled")
    expect(await errorOf(shop.changeOrderStatus(shop.admin, { order, status: "shipped" }))).toMatchObject({
      _tag: "IllegalStatusChange",
      from: "cancelled",
    })
    expect(await available(shop)).toBe(10)
  })
})

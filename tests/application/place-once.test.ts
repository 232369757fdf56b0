import { Effect, Result } from "effect"
import { describe, expect, it } from "vitest"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { replacePorts } from "../../application/ports/replace-ports.ts"
import { idempotencyKey } from "../../domain/order/idempotency-key.ts"
import { errorOf, openShop, run, testShop } from "./test-shop.ts"

type Shop = Awaited<ReturnType<typeof openShop>>

const keyed = (shop: Shop, quantity: number, key = "k-1") => ({
  lines: [{ product: shop.lamp.id, variant: null, quantity }],
  delivery: null,
  idempotencyKey: Result.getOrThrow(idempotencyKey(key)),
})
const available = async (shop: Shop): Promise<number | undefined> => (await run(shop.listProducts()))[0]?.available

describe("placing an order under a key", () => {
  it("returns the whole original result again, even if the shop has sold out since", async () => {
    const shop = await openShop(5)
    const first = await run(shop.placeOrder(shop.ann, keyed(shop, 3)))
    expect(first).toMatchObject({ username: "ann", status: "created" })
    await run(shop.changeOrderStatus(shop.admin, { order: first.id, status: "paid" }))
    expect(await run(shop.placeOrder(shop.ann, keyed(shop, 3)))).toEqual(first)
    expect(await available(shop)).toBe(2)
  })

  it("returns it even if the ordered product is no longer for sale", async () => {
    const store = openInMemory()
    const shop = await openShop(5, testShop(store))
    const first = await run(shop.placeOrder(shop.ann, keyed(shop, 3)))
    const soldNoMore = testShop(
      replacePorts(store, {
        catalog: {
          offers: {
            ...store.catalog.offers,
            offersFor: (items) => Effect.succeed(items.map(() => Result.fail("no-such-product" as const))),
          },
        },
      }),
    )
    expect(await run(soldNoMore.placeOrder(shop.ann, keyed(shop, 3)))).toEqual(first)
    expect(await errorOf(soldNoMore.placeOrder(shop.ann, keyed(shop, 2)))).toMatchObject({
      _tag: "IdempotencyKeyReused",
    })
    expect(await errorOf(soldNoMore.placeOrder(shop.bob, keyed(shop, 3)))).toMatchObject({ _tag: "UnknownItem" })
  })

  it("rejects the key for another request, and accepts it from every other account", async () => {
    const shop = await openShop(9)
    const first = await run(shop.placeOrder(shop.ann, keyed(shop, 3)))
    expect(await errorOf(shop.placeOrder(shop.ann, keyed(shop, 2)))).toMatchObject({
      _tag: "IdempotencyKeyReused",
      key: "k-1",
    })
    const other = await run(shop.placeOrder(shop.bob, keyed(shop, 3)))
    expect(other.id).not.toBe(first.id)
    expect(await available(shop)).toBe(3)
  })

  it("lets the client retry a request that failed for lack of stock", async () => {
    const shop = await openShop(5)
    const rival = await run(shop.placeOrder(shop.bob, keyed(shop, 4)))
    expect(await errorOf(shop.placeOrder(shop.ann, keyed(shop, 3)))).toMatchObject({ _tag: "InsufficientStock" })
    await run(shop.changeOrderStatus(shop.admin, { order: rival.id, status: "cancelled" }))
    expect(await run(shop.placeOrder(shop.ann, keyed(shop, 3)))).toMatchObject({ status: "created" })
  })
})

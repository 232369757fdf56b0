import { Effect, Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import type { Persistence } from "../../adapters/persistence/persistence.ts"
import { makeCreateProduct } from "../../application/catalog/create-product.ts"
import { makeChangeOrderStatus } from "../../application/order/change-order-status.ts"
import { makePlaceOrder } from "../../application/order/place-order.ts"
import { username } from "../../domain/account/identifier.ts"
import { emptyProfile } from "../../domain/account/profile.ts"
import { money } from "../../domain/catalog/money.ts"
import { type Order, OrderId } from "../../domain/order/order.ts"
import type { OrderStatus } from "../../domain/order/status.ts"
import { anyStatus } from "../support/arbitraries.ts"

/** What somebody does: a buyer places an order, or an admin wants the n-th order in a status. */
type Step =
  | { readonly do: "place"; readonly lines: ReadonlyArray<{ readonly item: number; readonly quantity: number }> }
  | { readonly do: "change"; readonly order: number; readonly to: OrderStatus }

const anyLine = fc.record({ item: fc.nat(2), quantity: fc.integer({ min: 1, max: 4 }) })
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("place" as const), lines: fc.array(anyLine, { minLength: 1, maxLength: 3 }) }),
  fc.record({ do: fc.constant("change" as const), order: fc.integer({ min: 1, max: 8 }), to: anyStatus }),
)
const anyStock = fc.tuple(fc.nat(12), fc.nat(12), fc.nat(12))

const run = <A, E>(effect: Effect.Effect<A, E>): Promise<A> => Effect.runPromise(effect)

/** A shop with a product of each stock given: the second is sold as a variant. `ports` may stand before the store. */
const openShop = async (
  stock: ReadonlyArray<number>,
  ports: (store: Persistence) => Persistence = (store) => store,
) => {
  const store = openInMemory()
  const clock = { now: () => new Date(0) }
  const { offers, orderLedger: ledger, orders, products } = ports(store)
  const nobody = { email: null, phone: null, isActive: true, signsInByEmail: false }
  const admin = { ...nobody, username: Result.getOrThrow(username("ann")), isAdmin: true }
  const { account: actor } = await run(store.accounts.add(admin, emptyProfile, "hash", clock.now()))
  const { id: category } = await run(store.categories.add("all"))
  const createProduct = makeCreateProduct({ products, clock })
  const items = await Promise.all(
    stock.map((pieces, index) => {
      const [own, variants] = index === 1 ? [0, [{ size: "S", color: "red", stock: pieces }]] : [pieces, []]
      const price = Result.getOrThrow(money(100))
      return run(createProduct(actor, { name: "item", description: "", price, category, stock: own, variants }))
    }),
  )
  const placeOrder = makePlaceOrder({ offers, ledger, clock })
  const changeOrderStatus = makeChangeOrderStatus({ orders, ledger, clock })
  return {
    /** Does a step; the tag of the error that it ended with, `null` where it succeeded. */
    take: (step: Step): Effect.Effect<string | null> => {
      const taken: Effect.Effect<unknown, { readonly _tag: string }> =
        step.do === "change"
          ? changeOrderStatus(actor, { order: OrderId(step.order), status: step.to })
          : placeOrder(actor, {
              delivery: null,
              lines: step.lines.flatMap(({ item, quantity }) =>
                items.slice(item, item + 1).map(({ id, variants }) => ({
                  product: id,
                  variant: variants[0]?.id ?? null,
                  quantity,
                })),
              ),
            })
      return Effect.match(taken, { onFailure: ({ _tag }) => _tag, onSuccess: () => null })
    },
    available: async () => (await run(store.products.list())).map((product) => product.available),
    orders: () => run(store.orders.page({ owner: "everybody", limit: 1000 })),
    /** The pieces of each item that are in no order but cancelled ones. */
    unsold: (orders: ReadonlyArray<Order>): ReadonlyArray<number> => {
      const bound = orders.filter(({ status }) => status !== "cancelled").flatMap(({ lines }) => lines)
      return stock.map((pieces, item) =>
        bound.reduce((rest, line) => rest - (line.product === items[item]?.id ? line.quantity : 0), pieces),
      )
    },
  }
}

/** The same shop as plain counts, told in no word of the domain's code. */
const modelShop = (stock: ReadonlyArray<number>) => {
  const onHand = [...stock]
  const reserved = stock.map(() => 0)
  const orders: Array<{ status: OrderStatus; readonly wants: ReadonlyArray<number> }> = []
  const legal = new Set([
    ...["created>paid", "created>shipped", "created>cancelled"],
    ...["paid>shipped", "paid>cancelled", "shipped>delivered"],
  ])
  const add = (counts: Array<number>, wants: ReadonlyArray<number>, sign: 1 | -1): void =>
    wants.forEach((pieces, item) => {
      counts[item] = (counts[item] ?? 0) + sign * pieces
    })
  const available = () => onHand.map((pieces, item) => pieces - (reserved[item] ?? 0))
  const take = (step: Step): string | null => {
    if (step.do === "place") {
      const wants = stock.map((_, item) =>
        step.lines.reduce((sum, line) => sum + (line.item === item ? line.quantity : 0), 0),
      )
      if (wants.some((pieces, item) => pieces > (available()[item] ?? 0))) return "InsufficientStock"
      add(reserved, wants, 1)
      orders.push({ status: "created", wants })
      return null
    }
    const order = orders[step.order - 1]
    if (order === undefined) return "UnknownOrder"
    if (order.status === step.to) return null
    if (!legal.has(`${order.status}>${step.to}`)) return "IllegalStatusChange"
    if (step.to === "cancelled" || step.to === "shipped") add(reserved, order.wants, -1)
    if (step.to === "shipped") add(onHand, order.wants, -1)
    order.status = step.to
    return null
  }
  return { take, available, statuses: () => orders.map(({ status }) => status) }
}

/** Lets other fibers go first, as often as drawn, before every call that an order needs. */
const interleaved =
  (turns: Iterator<number>) =>
  (store: Persistence): Persistence => {
    const late = <A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, E> =>
      Effect.andThen(Effect.replicateEffect(Effect.yieldNow, turns.next().value ?? 0), effect)
    return {
      ...store,
      offers: { offersFor: (items) => late(store.offers.offersFor(items)) },
      orders: { ...store.orders, find: (order) => late(store.orders.find(order)) },
      orderLedger: {
        ...store.orderLedger,
        record: (placement) => late(store.orderLedger.record(placement)),
        amend: (change) => late(store.orderLedger.amend(change)),
      },
    }
  }

describe("the laws of stock", () => {
  it("every step ends as plain counting says, and leaves the counts that it says", () =>
    fc.assert(
      fc.asyncProperty(anyStock, fc.array(anyStep, { maxLength: 40 }), async (stock, steps) => {
        const [shop, model] = [await openShop(stock), modelShop(stock)]
        for (const step of steps) {
          expect(await run(shop.take(step))).toBe(model.take(step))
          expect(await shop.available()).toEqual(model.available())
        }
        expect((await shop.orders()).map(({ status }) => status)).toEqual(model.statuses())
      }),
      { numRuns: 200 },
    ))

  it("no piece is lost or sold twice, whoever is faster: what is not available is in an order", () =>
    fc.assert(
      fc.asyncProperty(
        anyStock,
        fc.array(anyStep, { maxLength: 30 }),
        fc.infiniteStream(fc.nat(5)),
        async (stock, steps, turns) => {
          const shop = await openShop(stock, interleaved(turns))
          const ends = await run(Effect.all(steps.map(shop.take), { concurrency: "unbounded" }))
          const orders = await shop.orders()
          const placed = steps.filter((step, i) => step.do === "place" && ends[i] === null)
          expect(orders).toHaveLength(placed.length)

          const rest = shop.unsold(orders)
          expect(await shop.available()).toEqual(rest)
          expect(Math.min(...rest)).toBeGreaterThanOrEqual(0)

          // Once every order that can still be cancelled is, only what was shipped is gone.
          for (const { id } of orders) await run(shop.take({ do: "change", order: id, to: "cancelled" }))
          const after = await shop.orders()
          expect(after.map(({ status }) => status)).not.toContain("created")
          expect(await shop.available()).toEqual(shop.unsold(after))
        },
      ),
      { numRuns: 200 },
    ))
})

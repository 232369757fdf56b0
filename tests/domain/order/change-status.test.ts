import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyOrder, anyStatus } from "../../../adapters/testing/arbitraries/orders.ts"
import { anyTime } from "../../../adapters/testing/arbitraries/values.ts"
import { changeStatus } from "../../../domain/order/change-status.ts"
import { holdsStock, isOrderStatus, nextStatuses, orderStatuses, stockEffect } from "../../../domain/order/status.ts"
import { movementsOf } from "../../../domain/stock/movement.ts"

const NO = undefined
const table = {
  //          created paid shipped delivered cancelled
  created: /*  */ [NO, null, "ship", NO, "release"],
  paid: /*     */ [NO, NO, "ship", NO, "release"],
  shipped: /*  */ [NO, NO, NO, null, NO],
  delivered: /**/ [NO, NO, NO, NO, NO],
  cancelled: /**/ [NO, NO, NO, NO, NO],
} as const

describe("the table of statuses", () => {
  for (const from of orderStatuses)
    for (const [column, to] of orderStatuses.entries())
      it(`${from} -> ${to}: ${table[from][column] === NO ? "refused" : `moves ${table[from][column] ?? "nothing"}`}`, () => {
        expect(stockEffect(from, to)).toBe(table[from][column])
      })

  it("ends with delivered and cancelled", () => {
    expect(orderStatuses.filter((status) => nextStatuses(status).length === 0)).toEqual(["delivered", "cancelled"])
  })

  it("reserves stock until the order is shipped or cancelled", () => {
    expect(orderStatuses.filter(holdsStock)).toEqual(["created", "paid"])
  })

  it("has no cycles", () => {
    const reachable = (from: (typeof orderStatuses)[number]): ReadonlyArray<string> =>
      nextStatuses(from).flatMap((to) => [to, ...reachable(to)])
    for (const status of orderStatuses) expect(reachable(status)).not.toContain(status)
  })

  it("accepts only the exact names of its statuses", () => {
    for (const status of orderStatuses) expect(isOrderStatus(status)).toBe(true)
    for (const text of ["", "Created", "canceled", "toString", "constructor"]) expect(isOrderStatus(text)).toBe(false)
  })
})

describe("changing an order's status", () => {
  it("is a no-op when the order has the status already, final ones included", () =>
    fc.assert(
      fc.property(anyOrder, anyTime, (order, at) => {
        expect(changeStatus(order, order.status, at)).toEqual(Result.succeed(null))
      }),
    ))

  it("allows exactly the steps of the table, sets the time, and changes nothing else of the order", () =>
    fc.assert(
      fc.property(anyOrder, anyStatus, anyTime, (order, to, at) => {
        fc.pre(order.status !== to)
        const change = changeStatus(order, to, at)
        const effect = stockEffect(order.status, to)
        if (effect === undefined)
          expect(change).toMatchObject({
            failure: { _tag: "IllegalStatusChange", order: order.id, from: order.status, to },
          })
        else
          expect(change).toEqual(
            Result.succeed({
              order: { ...order, status: to, updatedAt: at },
              movements: effect === null ? [] : movementsOf(effect, order.lines),
              by: null,
              reason: "",
              event: { _tag: "OrderStatusChanged", order: order.id, from: order.status, to, at },
            }),
          )
      }),
    ))

  it("releases by cancelling, and removes by shipping, exactly what placing reserved", () =>
    fc.assert(
      fc.property(anyOrder, fc.constantFrom("created", "paid"), (order, status) => {
        const reserved = movementsOf("reserve", order.lines).map(({ stockItem, quantity }) => [stockItem, quantity])
        for (const [to, kind] of [
          ["cancelled", "release"],
          ["shipped", "ship"],
        ] as const) {
          const change = Result.getOrThrow(changeStatus({ ...order, status }, to, new Date(0)))
          expect(change?.movements.map(({ stockItem, quantity }) => [stockItem, quantity])).toEqual(reserved)
          expect(change?.movements.every((movement) => movement.kind === kind)).toBe(true)
        }
      }),
    ))
})

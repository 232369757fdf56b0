import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyStockLevel } from "../../../adapters/testing/arbitraries/stock.ts"
import { movementsOf } from "../../../domain/stock/movement.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import { available, MAX_QUANTITY, move, quantityOnHand, quantityOrdered } from "../../../domain/stock/stock-level.ts"

const stockItem = StockItemId(1)
const level = { stockItem, onHand: 10, reserved: 4 }
const quantity = fc.integer({ min: 1, max: 200 })

describe("a stock level", () => {
  it("has available what is on hand and not reserved", () => {
    expect(available(level)).toBe(6)
  })

  it("reserves what is available, up to the last unit", () => {
    expect(move(level, { stockItem, kind: "reserve", quantity: 6 })).toEqual(
      Result.succeed({ stockItem, onHand: 10, reserved: 10 }),
    )
  })

  it("rejects a larger reservation, with the facts", () => {
    expect(move(level, { stockItem, kind: "reserve", quantity: 7 })).toMatchObject({
      failure: { _tag: "OutOfStock", stockItem, requested: 7, available: 6 },
    })
  })

  it("releases a reservation, and removes shipped units from stock", () => {
    expect(move(level, { stockItem, kind: "release", quantity: 4 })).toEqual(
      Result.succeed({ stockItem, onHand: 10, reserved: 0 }),
    )
    expect(move(level, { stockItem, kind: "ship", quantity: 3 })).toEqual(
      Result.succeed({ stockItem, onHand: 7, reserved: 1 }),
    )
  })

  it("is unchanged after a reservation and its release", () =>
    fc.assert(
      fc.property(anyStockLevel, quantity, (before, pieces) => {
        const reserved = move(before, { stockItem, kind: "reserve", quantity: pieces })
        expect(Result.isSuccess(reserved)).toBe(pieces <= available(before))
        if (Result.isSuccess(reserved))
          expect(move(reserved.success, { stockItem, kind: "release", quantity: pieces })).toEqual(
            Result.succeed(before),
          )
      }),
    ))

  it("has the same available quantity after reserved units are shipped", () =>
    fc.assert(
      fc.property(anyStockLevel, quantity, (before, pieces) => {
        const shipped = Result.getOrThrow(move(before, { stockItem, kind: "ship", quantity: pieces }))
        expect(available(shipped)).toBe(available(before))
        expect(shipped.onHand).toBe(before.onHand - pieces)
      }),
    ))
})

describe("a quantity", () => {
  it("is a whole number: on hand from 0, ordered from 1", () => {
    expect(quantityOnHand("stock", 0)).toEqual(Result.succeed(0))
    expect(quantityOrdered("quantity", 1)).toEqual(Result.succeed(1))
    expect(quantityOnHand("stock", -1)).toMatchObject({
      failure: { field: "stock", rule: { kind: "too-small", min: 0 } },
    })
    expect(quantityOrdered("n", 0)).toMatchObject({ failure: { field: "n", rule: { kind: "too-small", min: 1 } } })
  })

  it("is at most PostgreSQL's largest integer, and never a fraction", () => {
    expect(quantityOrdered("n", MAX_QUANTITY)).toEqual(Result.succeed(MAX_QUANTITY))
    expect(quantityOrdered("n", MAX_QUANTITY + 1)).toMatchObject({ failure: { rule: { kind: "too-large" } } })
    for (const broken of [1.5, Number.NaN, Infinity])
      expect(quantityOrdered("n", broken)).toMatchObject({ failure: { rule: { kind: "not-a-whole-number" } } })
  })
})

describe("movements", () => {
  it("are one per stock item, summed over all lines, in ascending order of stock item", () => {
    const lines = [
      { stockItem: StockItemId(10), quantity: 1 },
      { stockItem: StockItemId(9), quantity: 2 },
      { stockItem: StockItemId(10), quantity: 3 },
    ]
    expect(movementsOf("ship", lines)).toEqual([
      { stockItem: 9, kind: "ship", quantity: 2 },
      { stockItem: 10, kind: "ship", quantity: 4 },
    ])
    expect(movementsOf("reserve", [])).toEqual([])
  })
})

import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { movementsOf } from "../../../domain/stock/movement.ts"
import { moveAll, settle } from "../../../domain/stock/settle.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import { available, type StockLevel } from "../../../domain/stock/stock-level.ts"

const ITEMS = 4
const anyLevels = fc
  .array(fc.record({ reserved: fc.nat(5), free: fc.nat(8) }), { minLength: ITEMS, maxLength: ITEMS })
  .map((drawn) =>
    drawn.map(
      ({ reserved, free }, i): StockLevel => ({ stockItem: StockItemId(i + 1), onHand: reserved + free, reserved }),
    ),
  )
const anyPlacements = fc.array(
  fc
    .array(
      fc.record({
        stockItem: fc.integer({ min: 1, max: ITEMS }).map(StockItemId),
        quantity: fc.integer({ min: 1, max: 5 }),
      }),
      {
        minLength: 1,
        maxLength: 3,
      },
    )
    .map((lines) => ({ movements: movementsOf("reserve", lines) })),
  { maxLength: 8 },
)

describe("a settled batch", () => {
  it("gives the same result as settling each placement on its own, in the same order", () =>
    fc.assert(
      fc.property(anyLevels, anyPlacements, (levels, placements) => {
        const { outcomes, levels: changed } = settle(levels, placements)
        const current = new Map(levels.map((level) => [level.stockItem, level]))
        const touched = new Set<StockItemId>()
        for (const [i, { movements }] of placements.entries()) {
          const short = movements.find(({ stockItem, quantity }) => {
            const level = current.get(stockItem)
            return level === undefined || available(level) < quantity
          })
          if (short === undefined) expect(outcomes[i]).toBeNull()
          else expect(outcomes[i]).toMatchObject({ stockItem: short.stockItem, requested: short.quantity })
          if (short !== undefined) continue
          for (const { stockItem, quantity } of movements) {
            const level = current.get(stockItem)
            if (level !== undefined) current.set(stockItem, { ...level, reserved: level.reserved + quantity })
            touched.add(stockItem)
          }
        }
        const expected = [...current.values()].filter(({ stockItem }) => touched.has(stockItem))
        expect(changed.toSorted((a, b) => a.stockItem - b.stockItem)).toEqual(expected)
        for (const level of changed) expect(available(level)).toBeGreaterThanOrEqual(0)
      }),
    ))

  it("settles 1,000 orders of 1,000 lines", () => {
    const levels = Array.from({ length: 1000 }, (_, i) => ({
      stockItem: StockItemId(i + 1),
      onHand: 1000,
      reserved: 0,
    }))
    const movements = movementsOf(
      "reserve",
      levels.map(({ stockItem }) => ({ stockItem, quantity: 1 })),
    )
    const { outcomes } = settle(
      levels,
      Array.from({ length: 1000 }, () => ({ movements })),
    )
    expect(outcomes.every((outcome) => outcome === null)).toBe(true)
  })

  it("rejects a stock item without a level, which is a defect of the caller", () => {
    const movements = movementsOf("reserve", [{ stockItem: StockItemId(9), quantity: 1 }])
    expect(() => settle([], [{ movements }])).toThrow("stock item 9 does not exist")
  })
})

describe("movements of several stock items", () => {
  const level = { stockItem: StockItemId(1), onHand: 3, reserved: 2 }

  it("names the lowest stock item that falls short, whatever the order of the movements", () => {
    const movements = [9, 7].map((id) => ({ stockItem: StockItemId(id), kind: "reserve" as const, quantity: 2 }))
    const moved = moveAll((stockItem) => ({ stockItem, onHand: 1, reserved: 0 }), movements)
    expect(Result.isFailure(moved) && moved.failure.stockItem).toBe(7)
  })

  it("change all levels or none", () => {
    const moved = moveAll(() => level, [{ stockItem: level.stockItem, kind: "ship", quantity: 2 }])
    expect(moved).toEqual(Result.succeed([{ stockItem: 1, onHand: 1, reserved: 0 }]))
    const short = moveAll(() => level, [{ stockItem: level.stockItem, kind: "reserve", quantity: 2 }])
    expect(short).toMatchObject({ failure: { _tag: "OutOfStock", requested: 2, available: 1 } })
  })

  it("never make a quantity negative", () => {
    const release = { stockItem: level.stockItem, kind: "release", quantity: 3 } as const
    expect(() => moveAll(() => level, [release])).toThrow("negative")
  })
})

import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyMoney } from "../../../adapters/testing/arbitraries/values.ts"
import { MAX_MONEY, money, moneyFromDecimal, toMajorUnits } from "../../../domain/catalog/money.ts"

const refused = (rule: object) => ({ _tag: "Failure", failure: { _tag: "InvalidField", field: "price", rule } })
const read = (text: string): number => Result.getOrThrow(moneyFromDecimal(text))

describe("money", () => {
  it("is a whole number of minor units, from zero to the largest price", () => {
    for (const minorUnits of [0, 1, 55_050, MAX_MONEY]) expect(money(minorUnits)).toEqual(Result.succeed(minorUnits))
    expect(money(-1)).toMatchObject(refused({ kind: "too-small", min: 0 }))
    expect(money(MAX_MONEY + 1)).toMatchObject(refused({ kind: "too-large", max: MAX_MONEY }))
    for (const broken of [0.5, Number.NaN, Infinity])
      expect(money(broken)).toMatchObject(refused({ kind: "not-a-whole-number" }))
  })

  it.each([
    ["550", 55_000],
    ["550.5", 55_050],
    ["550.50", 55_050],
    ["0.29", 29],
    ["1.10", 110],
    ["64.1", 6410],
    ["007.", 700],
    ["-0.00", 0],
    ["99999999.99", MAX_MONEY],
    ["1.100000000", 110],
  ])("reads %s as %i minor units", (text, minorUnits) => {
    expect(read(text)).toBe(minorUnits)
  })

  it.each(["", " ", "abc", "1,5", "1e3", ".5", "--1", "+1", "1.2.3", "NaN", "Infinity", "0x10", "1_000", "１", "1\n"])(
    "does not take %j for an amount",
    (text) => {
      expect(moneyFromDecimal(text)).toMatchObject(refused({ kind: "malformed" }))
    },
  )

  it("rejects a third decimal, a negative amount and one above the largest price", () => {
    expect(moneyFromDecimal("1.001")).toMatchObject(refused({ kind: "too-many-decimals", max: 2 }))
    expect(moneyFromDecimal("-0.01")).toMatchObject(refused({ kind: "too-small", min: 0 }))
    for (const large of ["100000000", "99999999999999999999999999.99"])
      expect(moneyFromDecimal(large)).toMatchObject(refused({ kind: "too-large", max: MAX_MONEY }))
  })

  it("reads every amount exactly, with any number of zeros", () =>
    fc.assert(
      fc.property(anyMoney, fc.nat(5), fc.nat(5), (amount, leading, trailing) => {
        const [whole, cents] = [Math.floor(amount / 100), `${amount % 100}`.padStart(2, "0")]
        expect(read(`${"0".repeat(leading)}${whole}.${cents}${"0".repeat(trailing)}`)).toBe(amount)
      }),
    ))

  it("survives the conversion to a JSON number and back", () =>
    fc.assert(
      fc.property(anyMoney, (amount) => {
        expect(read(JSON.stringify(toMajorUnits(amount)))).toBe(amount)
      }),
    ))

  it("never throws on any input", () =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String)), (text) => {
        const result = moneyFromDecimal(text)
        if (Result.isSuccess(result)) expect(Number(text)).toBe(toMajorUnits(result.success))
      }),
    ))
})

import { Result } from "effect"
import fc from "fast-check"
import { expect, it } from "vitest"
import { anyMoney } from "../../../adapters/testing/arbitraries/values.ts"
import { allCurrencies, currency, defaultCurrency } from "../../../domain/catalog/currency.ts"
import { formatAmount, moneyFromDecimal, toMajorUnits } from "../../../domain/catalog/money.ts"

const of = (code: string) => Result.getOrThrow(currency(code))

it.each([
  ["USD", 2],
  ["EUR", 2],
  ["JPY", 0],
  ["KWD", 3],
  ["CLP", 0],
  // CLDR shows these without decimals. ISO 4217 has two.
  ["IQD", 3],
  ["LBP", 2],
  ["PKR", 2],
])("%s has %d decimals", (code, decimals) => {
  expect(of(code)).toEqual({ code, decimals })
})

it.each(["", "usd", "EURO", "XXX", "ZZZ", "constructor"])("%j is no currency", (code) => {
  expect(currency(code)).toMatchObject(Result.fail({ field: "currency", rule: { kind: "malformed" } }))
})

it("lists each currency once, and none that a browser does not know as a code", () => {
  const listed = allCurrencies.map(({ code }) => code)
  expect(new Set(listed).size).toBe(listed.length)
  expect(listed.length).toBeGreaterThan(150)
  for (const code of listed)
    expect(() => new Intl.NumberFormat("en", { style: "currency", currency: code })).not.toThrow()
  expect(of("USD")).toEqual(defaultCurrency)
})

it.each([
  ["JPY", "550", 550, "550", 550],
  ["JPY", "550.00", 550, "550", 550],
  ["USD", "0.05", 5, "0.05", 0.05],
  ["KWD", "1.5", 1500, "1.500", 1.5],
  ["KWD", "0.001", 1, "0.001", 0.001],
])("in %s, %s is %d minor units, shown as %s", (code, text, minorUnits, shown, major) => {
  const read = Result.getOrThrow(moneyFromDecimal(text, of(code)))
  expect([read, formatAmount(read, of(code)), toMajorUnits(read, of(code))]).toEqual([minorUnits, shown, major])
})

it.each([
  ["JPY", "550.5", 0],
  ["USD", "0.001", 2],
  ["KWD", "0.0001", 3],
])("%s does not take %s", (code, text, max) => {
  expect(moneyFromDecimal(text, of(code))).toMatchObject(
    Result.fail({ field: "price", rule: { kind: "too-many-decimals", max } }),
  )
})

it("reads every amount back as it is shown", () => {
  const readsBack = fc.property(anyMoney, fc.constantFrom(...allCurrencies), (amount, currency) => {
    expect(moneyFromDecimal(formatAmount(amount, currency), currency)).toEqual(Result.succeed(amount))
    expect(moneyFromDecimal(String(toMajorUnits(amount, currency)), currency)).toEqual(Result.succeed(amount))
  })
  fc.assert(readsBack)
})

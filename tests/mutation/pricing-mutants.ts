import { type Mutant, mutantsOf } from "./mutant.ts"

/** Mistakes in the rules of adjustments and pricing policies. */
export const pricingMutants: ReadonlyArray<Mutant> = [
  ...mutantsOf(
    "domain/order/adjustment.ts",
    ["one adjustment too many is taken", "given.length > MAX_ADJUSTMENTS", "given.length > MAX_ADJUSTMENTS + 1"],
    ["the last adjustment is refused", "given.length > MAX_ADJUSTMENTS", "given.length >= MAX_ADJUSTMENTS"],
    ["included taxes are added to the total", "isIncluded ? sum : sum + amount", "sum + amount"],
    ["adjustments are not added to the total", "isIncluded ? sum : sum + amount", "sum"],
    ["any kind of adjustment is taken", "!adjustmentKinds.includes(kind)", "false"],
    ["blank labels are taken", `label.trim() === ""`, `label === ""`],
    ["labels of any length are taken", "label.length > ADJUSTMENT_LABEL_MAX_LENGTH", "false"],
    [
      "the longest label is refused",
      "label.length > ADJUSTMENT_LABEL_MAX_LENGTH",
      "label.length >= ADJUSTMENT_LABEL_MAX_LENGTH",
    ],
    ["labels have half characters", "!label.isWellFormed() || ", ""],
    ["labels have null characters", ` || label.includes("\\0")`, ""],
    ["shipping is included in prices", `isIncluded && kind !== "tax"`, "false"],
    ["no tax is included in prices", `isIncluded && kind !== "tax"`, "isIncluded"],
    [
      "a discount raises the total",
      `kind === "discount" ? [-MAX_MONEY, 0] : [0, MAX_MONEY]`,
      "[-MAX_MONEY, MAX_MONEY]",
    ],
    ["half a cent is taken", "!Number.isInteger(amount)", "!Number.isFinite(amount)"],
    ["the smallest amount is refused", "amount < min", "amount <= min"],
    ["the largest amount is refused", "amount > max", "amount >= max"],
    ["an amount of -0 is stored", "amount: amount + 0", "amount"],
    [
      "adjustments without a flag are included",
      "isIncluded = false }: NewAdjustment",
      "isIncluded = true }: NewAdjustment",
    ],
  ),
  ...mutantsOf(
    "domain/order/pricing-policy.ts",
    [
      "the policy's prices are ignored",
      "pricing.prices === undefined ? lines : withPrices(lines, pricing.prices)",
      "lines",
    ],
    ["the policy's adjustments are ignored", "adjustmentsOf(pricing.adjustments ?? [])", "adjustmentsOf([])"],
    ["a total may be negative", "sum < 0", "sum < -1"],
    ["free orders are refused", "sum < 0", "sum <= 0"],
    ["totals may be too large", "Number.isSafeInteger(sum)", "true"],
    ["lines without a price are taken", "prices.length !== lines.length", "prices.length > lines.length"],
    ["prices without a line are taken", "prices.length !== lines.length", "prices.length < lines.length"],
    ["every line has the first price", "prices[index] ?? Number.NaN", "prices[0] ?? Number.NaN"],
    ["a fault names the next line", "Number.NaN, index) }", "Number.NaN, index + 1) }"],
  ),
]

import type { Money } from "shopwright/client"

/** Amounts are decimal texts, such as "12.50". Whole minor units add up without rounding errors. */
const minorUnits = ({ amount }: Money): number => Number(amount.replace(".", ""))

const decimals = ({ amount }: Money): number => amount.split(".")[1]?.length ?? 0

/** Formats `quantity` times the price for the reader's language. */
export const shown = (price: Money, quantity = 1): string =>
  new Intl.NumberFormat(undefined, { style: "currency", currency: price.currency }).format(
    (minorUnits(price) * quantity) / 10 ** decimals(price),
  )

/** Returns the sum of prices times quantities. All prices of a shop have one currency. */
export const sum = (items: ReadonlyArray<{ readonly price: Money; readonly quantity: number }>): Money | null => {
  const [first] = items
  if (first === undefined) return null
  const total = items.reduce((units, { price, quantity }) => units + minorUnits(price) * quantity, 0)
  const places = decimals(first.price)
  return { amount: (total / 10 ** places).toFixed(places), currency: first.price.currency }
}

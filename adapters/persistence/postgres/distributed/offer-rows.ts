import type { ItemReference } from "../../../../application/ports/catalog.ts"
import type { Database } from "../database.ts"
import { idOrNone } from "../ids.ts"
import type { OfferRow } from "../offer-row.ts"

/** Reads the rows of offers: the products from their copy, and the stock from the shards. */
export const offerRows = async (
  { rows, schema: s }: Database,
  items: ReadonlyArray<ItemReference>,
): Promise<ReadonlyArray<OfferRow>> => {
  const products = [...new Set(items.map(({ product }) => idOrNone(product)))]
  const variants = [...new Set(items.flatMap(({ variant }) => (variant === null ? [] : [idOrNone(variant)])))]
  const prices = {
    name: "prices of products",
    text: `select id, price::float8 as price from ${s}.product where id = any ($1::bigint[]) and not is_archived`,
  }
  const stock = {
    name: "stock of products",
    text: `select l.product, l.variant, l.stock_item, l.on_hand, l.reserved
      from ${s}.stock_level l left join ${s}.variant v on v.id = l.variant
      where l.product = any ($1::bigint[]) and (l.variant is null or l.variant = any ($2::bigint[]))
        and v.is_archived is not true`,
  }
  const [priced, stocked] = await Promise.all([
    rows<PriceRow>(prices, [products]),
    rows<StockRow>(stock, [products, variants]),
  ])
  const priceOf = new Map(priced.map(({ id, price }) => [Number(id), price]))
  const stockOf = new Map(stocked.map((row) => [`${row.product} ${row.variant}`, row]))
  return items.flatMap(({ product, variant }, i) => {
    const price = priceOf.get(product)
    if (price === undefined) return []
    const stock = stockOf.get(`${product} ${variant}`) ?? { stock_item: null }
    return [{ ...stock, n: i + 1, price }]
  })
}

interface PriceRow {
  readonly id: number
  readonly price: number
}

interface StockRow {
  readonly product: number
  readonly variant: number | null
  readonly stock_item: number
  readonly on_hand: number
  readonly reserved: number
}

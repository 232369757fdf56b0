import { Effect, Result } from "effect"
import type { ItemReference, Offers } from "../../../application/ports/catalog.ts"
import type { Money } from "../../../domain/catalog/money.ts"
import type { MissingOffer, Offer } from "../../../domain/catalog/offer.ts"
import { ProductId, VariantId } from "../../../domain/catalog/product.ts"
import { StockItemId } from "../../../domain/stock/stock-item.ts"
import { batcher } from "./batcher.ts"
import type { Database } from "./database.ts"
import { offerRows } from "./distributed/offer-rows.ts"
import { idOrNone } from "./ids.ts"
import type { OfferRow } from "./offer-row.ts"
import { statementFor } from "./statement-for.ts"
import { ofUnknownLength } from "./unknown-length.ts"

type OfferResult = Result.Result<Offer, MissingOffer>

export const makeOffers = (database: Database): Offers => {
  const ask = batcher<ReadonlyArray<ItemReference>, ReadonlyArray<OfferResult>>({
    run: (calls) => readOffers(database, calls),
    lanes: database.parallelism,
    maxSize: 64,
    maxWaitSeconds: database.queueTimeoutSeconds,
    name: "read offers",
    observer: database.observer,
  })
  const find = batcher<ReadonlyArray<StockItemId>, ReadonlyArray<ItemReference | null>>({
    run: (calls) => readItems(database, calls),
    lanes: database.parallelism,
    maxSize: 64,
    maxWaitSeconds: database.queueTimeoutSeconds,
    name: "find items",
    observer: database.observer,
  })
  return {
    offersFor: (items) => Effect.promise(() => ask(items)),
    itemsOf: (stockItems) => Effect.promise(() => find(stockItems)),
  }
}

/** Reads the items of several calls in one round trip. */
const readItems = async (
  database: Database,
  calls: ReadonlyArray<ReadonlyArray<StockItemId>>,
): Promise<ReadonlyArray<ReadonlyArray<ItemReference | null>>> => {
  const text = `select stock_item, product, variant from ${database.schema}.stock_level where stock_item = any ($1::bigint[])`
  const rows = await database.rows<ItemRow>({ name: "items of stock", text }, [calls.flat().map(idOrNone)])
  const found = new Map<number, ItemReference>()
  for (const { stock_item, product, variant } of rows)
    found.set(stock_item, { product: ProductId(product), variant: variant === null ? null : VariantId(variant) })
  return calls.map((call) => call.map((stockItem) => found.get(stockItem) ?? null))
}

/** One reading for several callers: what each asked for, in the order asked. */
const readOffers = async (
  database: Database,
  calls: ReadonlyArray<ReadonlyArray<ItemReference>>,
): Promise<ReadonlyArray<ReadonlyArray<OfferResult>>> => {
  const items = calls.flat()
  const rows = await (database.isDistributed ? offerRows(database, items) : rowsAtOnce(database, items))
  const found = new Map(rows.map((row) => [Number(row.n), row]))
  let next = 0
  return calls.map((call) => call.map((item) => offerOf(item, found.get(++next))))
}

const rowsAtOnce = ({ rows, schema }: Database, items: ReadonlyArray<ItemReference>) =>
  rows<OfferRow>(offersOf(schema), [
    items.map(({ product }) => idOrNone(product)),
    items.map(({ variant }) => (variant === null ? null : idOrNone(variant))),
  ])

/** `offset 0` keeps the planner from reading whole tables: what is named is looked up by its index. */
const offersOf = statementFor((s: string) => ({
  name: "offers",
  text: `select i.n, p.price::float8 as price, l.stock_item, l.on_hand, l.reserved
    from unnest(${ofUnknownLength("$1::bigint[]", "$2::bigint[]")}) with ordinality as i (product, variant, n)
    cross join lateral (select price from ${s}.product p where p.id = i.product and not p.is_archived offset 0) p
    left join lateral (
      select stock_item, on_hand, reserved from ${s}.stock_level l
      where l.product = i.product and l.variant is not distinct from i.variant
        and not exists (select from ${s}.variant v where v.id = i.variant and v.is_archived)
      offset 0
    ) l on true`,
}))

const offerOf = ({ product, variant }: ItemReference, row: OfferRow | undefined): OfferResult => {
  if (row === undefined) return Result.fail("no-such-product")
  if (row.stock_item !== null) {
    const { stock_item, on_hand: onHand, reserved, price } = row
    return Result.succeed({
      stockItem: StockItemId(stock_item),
      onHand,
      reserved,
      product,
      variant,
      price: price as Money,
    })
  }
  // A product without variants has a stock item of its own: one that has none is sold by variant.
  return Result.fail(variant === null ? "variant-required" : "no-such-variant")
}

interface ItemRow {
  readonly stock_item: number
  readonly product: number
  readonly variant: number | null
}

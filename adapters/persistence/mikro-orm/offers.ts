import { Effect, Result } from "effect"
import type { ItemReference, Offers } from "../../../application/ports/catalog.ts"
import type { Money } from "../../../domain/catalog/money.ts"
import type { MissingOffer, Offer } from "../../../domain/catalog/offer.ts"
import { SkuId } from "../../../domain/stock/sku.ts"
import { batcher } from "./batcher.ts"
import type { Database } from "./database.ts"

type Answer = Result.Result<Offer, MissingOffer>

export const makeOffers = (database: Database): Offers => {
  const ask = batcher<ReadonlyArray<ItemReference>, ReadonlyArray<Answer>>({
    run: (calls) => readOffers(database, calls),
    lanes: database.parallelism,
    maxSize: 64,
  })
  return { offersFor: (items) => Effect.promise(() => ask(items)) }
}

/** One reading for several callers: what each asked for, in the order asked. */
const readOffers = async (
  database: Database,
  calls: ReadonlyArray<ReadonlyArray<ItemReference>>,
): Promise<ReadonlyArray<ReadonlyArray<Answer>>> => {
  const items = calls.flat()
  const s = database.schema
  // A product whose SKU row bears a variant is sold by variant only; one without variants has one row that bears none.
  const rows = await database.rows(
    {
      name: "offers",
      text: `select i.n, p.price::float8, l.sku,
          exists (select from ${s}.variant v where v.product = p.id)
        from unnest($1::integer[], $2::integer[]) with ordinality as i (product, variant, n)
        join ${s}.product p on p.id = i.product
        left join ${s}.stock_level l on l.product = p.id and l.variant is not distinct from i.variant`,
    },
    [items.map((item) => item.product), items.map((item) => item.variant)],
  )
  const found = new Map<number, OfferColumns>()
  for (const row of rows as ReadonlyArray<OfferColumns>) found.set(Number(row[0]), row)
  let next = 0
  return calls.map((call) => call.map((item) => answer(item, found.get(++next))))
}

const answer = ({ product, variant }: ItemReference, row: OfferColumns | undefined): Answer => {
  if (row === undefined) return Result.fail("no-such-product")
  const [, price, sku, hasVariants] = row
  if (sku !== null) return Result.succeed({ sku: SkuId(sku), product, variant, price: price as Money })
  return Result.fail(variant === null && hasVariants ? "variant-required" : "no-such-variant")
}

type OfferColumns = readonly [n: number | string, price: number, sku: number | null, hasVariants: boolean]

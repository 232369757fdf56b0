import type { Queries } from "./database.ts"

/**
 * The kind of event rows that announce changed products to the product lists of all processes. Writes that no other
 * event describes record one. Subscribers do not receive them.
 */
export const PRODUCTS_CHANGED = "ProductsChanged"

/** The stream of these rows. Their numbers come from a sequence, so that no write waits for another. */
export const CATALOG_STREAM = "catalog"

/** The facts of an announcement: the ids of products that a write added or changed. */
export interface ProductsChanged {
  readonly products: ReadonlyArray<number>
}

/** Inserts an announcement. `facts` and `at` are the placeholders of its facts in JSON and of its time. */
export const insertProductsChanged = (s: string, facts: string, at: string): string => {
  const sequence = `${s}.event_id_seq`.replaceAll("'", "''")
  return `insert into ${s}.event (stream, number, kind, facts, at)
    select '${CATALOG_STREAM}', pg_catalog.nextval('${sequence}'), '${PRODUCTS_CHANGED}', ${facts}::json, ${at}::timestamptz`
}

/** Encodes the facts of an announcement. */
export const productsChanged = (products: ReadonlyArray<number>): string =>
  JSON.stringify({ products } satisfies ProductsChanged)

/**
 * Announces a change that no event describes and that no product list shows, such as a note. The number of the newest
 * event grows, so that clients read again what they show.
 */
export const announceChange = async ({ rows }: Pick<Queries, "rows">, s: string): Promise<void> => {
  await rows({ name: "announce change", text: insertProductsChanged(s, "$1", "now()") }, [productsChanged([])])
}

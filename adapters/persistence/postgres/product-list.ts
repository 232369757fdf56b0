import type { Product } from "../../../domain/catalog/product.ts"
import type { Database } from "./database.ts"
import { readChangedProducts, withChanges } from "./product-changes.ts"
import { type ListedProducts, readProducts } from "./product-rows.ts"
import { reuse } from "./same-product.ts"
import { distance, readSnapshot, type Snapshot, tracksChanges } from "./snapshot.ts"

/** The last list that was read. */
interface Known extends ListedProducts {
  /** Taken before the list was read. `null` where the server does not tell what changed. */
  readonly snapshot: Snapshot | null
}

/**
 * Beyond this many transactions the whole list is read again. Ages of rows are compared modulo 2^32, so a snapshot must
 * not become older than 2^31 transactions.
 */
const MAX_DISTANCE = 1_000_000_000n

/**
 * Reads all products. Every call returns what is committed when it runs, written by this process, another process or
 * plain SQL. On PostgreSQL a call reads only what changed since the last call, and nothing but the current
 * snapshot when nothing was committed since. On other servers every call reads everything.
 *
 * An unchanged product is the same object as in the last list, and an unchanged list is the same array, so encoders can
 * keep their results. Calls must not overlap.
 */
export const productList = (database: Database): (() => Promise<ReadonlyArray<Product>>) => {
  // A transaction of the host shows its own uncommitted writes, and no snapshot tells when they change.
  if (database.isJoined) return async () => (await readProducts(database)).products
  let tracks: boolean | undefined
  let known: Known | undefined

  const read = async (): Promise<Known> => {
    tracks ??= await tracksChanges(database)
    const snapshot = tracks ? await readSnapshot(database) : null
    const updated = known === undefined || snapshot === null ? null : await update(database, known, snapshot)
    if (updated !== null) return updated
    const { products, stockItems } = await readProducts(database)
    return { snapshot, products: await reuse(known?.products ?? [], products), stockItems }
  }

  return async () => {
    known = await read()
    return known.products
  }
}

/** Brings a list up to date; `null` when it has to be read as a whole. */
const update = async (database: Database, known: Known, now: Snapshot): Promise<Known | null> => {
  const since = known.snapshot
  if (since === null || since.server !== now.server) return null
  if (since.text === now.text) return known
  if (distance(since, now) > MAX_DISTANCE) return null
  const listed = withChanges(known, await readChangedProducts(database, since))
  return listed === null ? null : { ...listed, snapshot: now }
}

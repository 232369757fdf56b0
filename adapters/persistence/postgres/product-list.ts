import type { Product } from "../../../domain/catalog/product.ts"
import type { Database } from "./database.ts"
import { cursorAtEnd, type EventCursor, MANY_UNPLACED, readNewEvents } from "./event-cursor.ts"
import { assignPositions } from "./outbox-positions.ts"
import { withChanges } from "./product-changes.ts"
import { readProducts } from "./product-rows.ts"
import { reuse } from "./same-product.ts"

/** A list, and the events that it takes into account. */
interface Known {
  readonly products: ReadonlyArray<Product>
  readonly cursor: EventCursor
  /** When its events were read. */
  readonly updatedAt: number
  /** When all products began to be read. */
  readonly readAt: number
}

/** After this time all products are read again, because a change by plain SQL writes no event. */
const COMPARE_AFTER_MS = 60_000
/** So many products are read again within a request. More are read in the background. */
const FEW_PRODUCTS = 2000
/** A list that no request has updated for so long is not trusted: events may have been purged meanwhile. */
const MAX_AGE_MS = 3_600_000

/**
 * Reads all products. A call returns what this or another process committed before it. It reads the events since the
 * last call and the products that they are about; without new events it reads nothing else. Changes by plain SQL show
 * after a minute.
 *
 * An unchanged product is the same object as in the last list, and an unchanged list is the same array, so encoders can
 * keep their results. Calls must not overlap. `now` is a monotonic clock in milliseconds.
 */
export const productList = (database: Database, now = () => performance.now()): (() => Promise<Known["products"]>) => {
  // A transaction of the host shows its own uncommitted writes, which it may still undo.
  if (database.isJoined) return () => readProducts(database)
  let known: Known | null = null
  let compared: Known | null = null
  let isBusy = false

  const readWhole = async (before: ReadonlyArray<Product>): Promise<Known> => {
    const readAt = now()
    // Pages are read one after the other. Events that arrive meanwhile say which products to read again.
    const cursor = await cursorAtEnd(database)
    const products = await reuse(before, await readProducts(database))
    return { products, cursor, updatedAt: readAt, readAt }
  }

  const update = async (list: Known | null): Promise<Known | null> => {
    if (list === null) return null
    const updatedAt = now()
    const read = await readNewEvents(database, list.cursor)
    if (read === null) return null
    const products = read.events.length === 0 ? list.products : await withChanges(database, list.products, read.events)
    return products === null ? null : { ...list, products, cursor: read.cursor, updatedAt }
  }

  /** Does one thing at a time. A failure is not reported: a later request tries again. */
  const inBackground = (work: () => Promise<unknown>): void => {
    if (isBusy) return
    isBusy = true
    void work()
      .catch(() => undefined)
      .finally(() => {
        isBusy = false
      })
  }

  const trusted = (): Known | null => {
    const latest = compared ?? known
    compared = null
    if (latest === null || now() - latest.updatedAt > MAX_AGE_MS) return null
    return isDue(latest) && latest.products.length <= FEW_PRODUCTS ? null : latest
  }
  const isDue = ({ readAt }: Known): boolean => now() - readAt > COMPARE_AFTER_MS

  const read = async (): Promise<Known> => {
    const updated = await update(trusted())
    if (updated !== null) return updated
    const whole = await readWhole(known?.products ?? [])
    return (await update(whole)) ?? whole
  }

  return async () => {
    const list = await read()
    known = list
    if (list.cursor.unplaced.size > MANY_UNPLACED) inBackground(() => assignPositions(database))
    if (isDue(list) && compared === null)
      inBackground(async () => {
        compared = await readWhole(list.products)
      })
    return list.products
  }
}

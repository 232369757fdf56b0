import type { PendingEvent, RecordedEvent } from "../../../application/ports/outbox.ts"
import type { ProductId } from "../../../domain/catalog/product.ts"
import type { ProductRepriced, ShopEvent, StockReplenished } from "../../../domain/event/event.ts"
import { eventually } from "../eventually.ts"
import type { Store } from "../ports.ts"
import { freshName, run } from "./shop.ts"

/** A subscriber of the outbox that a test drives step by step. */
export const outboxReader = async ({ outbox }: Pick<Store, "outbox">, from: "oldest" | "now" = "now") => {
  const name = freshName("subscriber")
  const lease = (holder = "me", seconds = 3600) => run(outbox.outbox.lease(name, { holder, seconds, from }))
  const token = (await lease()) ?? -1
  const next = (limit = 100): Promise<ReadonlyArray<PendingEvent>> => run(outbox.outbox.next(name, limit))
  /** Defers events by the given seconds. Without `retryInSeconds`, marks them as delivered. */
  const acknowledge = (events: ReadonlyArray<PendingEvent>, retryInSeconds: number | null = null, as = token) =>
    run(
      outbox.outbox.acknowledge(
        name,
        as,
        events.map((event) => ({ ...event, retryInSeconds })),
      ),
    )
  /**
   *
   * Waits for this many undelivered events. A PostgreSQL server shows events late while any transaction on it, also in
   * another database, is still writing.
   *
   */
  const waitFor = async (count: number): Promise<ReadonlyArray<PendingEvent>> => {
    let seen: ReadonlyArray<PendingEvent> = []
    await eventually(`${count} events were there`, async () => {
      seen = await next()
      return seen.length >= count
    })
    return seen
  }
  /**
   *
   * Waits for this many undelivered events of one product: price changes and restocks. On a busy server, a new
   * subscriber also receives events from just before it subscribed, so tests count the events of a new product.
   *
   */
  const waitForProduct = async (product: ProductId, count: number): Promise<ReadonlyArray<PendingOfProduct>> => {
    let seen: ReadonlyArray<PendingOfProduct> = []
    await eventually(`${count} events of product ${product} were there`, async () => {
      seen = (await next()).flatMap((pending) => {
        const { event } = pending
        return isOfProduct(event) && event.product === product ? [{ ...pending, event }] : []
      })
      return seen.length >= count
    })
    return seen
  }
  return { name, token, lease, next, acknowledge, waitFor, waitForProduct }
}

/** An undelivered event of a product. */
export interface PendingOfProduct extends PendingEvent {
  readonly event: StockReplenished | ProductRepriced
}

const isOfProduct = (event: ShopEvent): event is PendingOfProduct["event"] =>
  event._tag === "StockReplenished" || event._tag === "ProductRepriced"

/** Returns all events from the oldest on. */
export const readAll = async (store: Pick<Store, "outbox">): Promise<ReadonlyArray<RecordedEvent>> => {
  const reader = await outboxReader(store, "oldest")
  const all: Array<RecordedEvent> = []
  for (;;) {
    const events = await reader.next()
    if (events.length === 0) return all
    all.push(...events)
    await reader.acknowledge(events)
  }
}

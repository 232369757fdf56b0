import type { PendingEvent, RecordedEvent } from "../../../application/ports/outbox.ts"
import type { ProductId } from "../../../domain/catalog/product.ts"
import type { ProductRepriced, ShopEvent, StockReplenished } from "../../../domain/event/event.ts"
import { eventually } from "../eventually.ts"
import type { Store } from "../ports.ts"
import { freshName, run } from "./shop.ts"

/** The most events that a reader looks at together. */
const MAX_READ = 1000

/**
 * A subscriber of the outbox that a test drives step by step. It shows the events that `isOwn` accepts. By default, it
 * shows all.
 */
export const outboxReader = async (
  { outbox }: Pick<Store, "outbox">,
  from: "oldest" | "now" = "now",
  isOwn: (event: ShopEvent) => boolean = () => true,
) => {
  const name = freshName("subscriber")
  const lease = (holder = "me", seconds = 3600) => run(outbox.outbox.lease(name, { holder, seconds, from }))
  const token = (await lease()) ?? -1
  /** Returns events of the test and of others, at most `limit`. */
  const nextOfAll = (limit: number): Promise<ReadonlyArray<PendingEvent>> => run(outbox.outbox.next(name, limit))
  /** Defers events by the given seconds. Without `retryInSeconds`, marks them as delivered. */
  const acknowledge = (events: ReadonlyArray<PendingEvent>, retryInSeconds: number | null = null, as = token) =>
    run(
      outbox.outbox.acknowledge(
        name,
        as,
        events.map((event) => ({ ...event, retryInSeconds })),
      ),
    )
  /** Returns the test's next events. Acknowledges those of others that fill a whole page. */
  const next = async (): Promise<ReadonlyArray<PendingEvent>> => {
    const seen = await nextOfAll(MAX_READ)
    const own = seen.filter(({ event }) => isOwn(event))
    if (own.length > 0 || seen.length < MAX_READ || !(await acknowledge(seen))) return own
    return next()
  }
  /** Waits for this many undelivered events of the test. A store may show events a moment late. */
  const waitFor = async (count: number): Promise<ReadonlyArray<PendingEvent>> => {
    let seen: ReadonlyArray<PendingEvent> = []
    await eventually(`${count} events were there`, async () => {
      seen = await next()
      return seen.length >= count
    })
    return seen
  }
  /** Waits for this many undelivered events of one product: price changes and restocks. */
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
  return { name, token, lease, next, nextOfAll, acknowledge, waitFor, waitForProduct }
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

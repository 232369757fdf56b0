import type { PendingEvent, RecordedEvent } from "../../../application/ports/outbox.ts"
import type { ProductId } from "../../../domain/catalog/product.ts"
import type { ProductRepriced, ShopEvent, StockReplenished } from "../../../domain/event/event.ts"
import { eventually } from "../eventually.ts"
import type { Store } from "../ports.ts"
import { freshName, run } from "./shop.ts"

/** A subscriber of the outbox that takes what comes, step by step. */
export const outboxReader = async ({ outbox }: Pick<Store, "outbox">, from: "oldest" | "now" = "now") => {
  const name = freshName("subscriber")
  const lease = (holder = "me", seconds = 3600) => run(outbox.outbox.lease(name, { holder, seconds, from }))
  const token = (await lease()) ?? -1
  const next = (limit = 100): Promise<ReadonlyArray<PendingEvent>> => run(outbox.outbox.next(name, limit))
  /** Puts events off for so many seconds, or takes them as told. */
  const acknowledge = (events: ReadonlyArray<PendingEvent>, retryInSeconds: number | null = null, as = token) =>
    run(
      outbox.outbox.acknowledge(
        name,
        as,
        events.map((event) => ({ ...event, retryInSeconds })),
      ),
    )
  /**
   * Waits until so many new events are there to be told. A server shows them a moment late while anybody at all, in
   * other databases too, is in the midst of writing.
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
   * The same for what is told of one product, of its price and its shelves. On a server where somebody is writing, what
   * happened a moment before the subscriber came is told as well: whoever counts, counts what is new by this.
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

/** An event of a product that is still to be told. */
export interface PendingOfProduct extends PendingEvent {
  readonly event: StockReplenished | ProductRepriced
}

const isOfProduct = (event: ShopEvent): event is PendingOfProduct["event"] =>
  event._tag === "StockReplenished" || event._tag === "ProductRepriced"

/** Everything a new subscriber is told, from the oldest event on. */
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

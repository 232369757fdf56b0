import { Effect, Result } from "effect"
import { openInMemory } from "../../../adapters/persistence/in-memory/in-memory.ts"
import type { Store } from "../../../adapters/testing/ports.ts"
import type { BuyerOrder } from "../../../application/ports/orders.ts"
import { replacePorts } from "../../../application/ports/replace-ports.ts"
import type { Identifier } from "../../../domain/account/identifier.ts"
import type { ShopEvent } from "../../../domain/event/event.ts"
import type { IdempotencyClaim } from "../../../domain/order/idempotency.ts"
import { idempotencyKey } from "../../../domain/order/idempotency-key.ts"
import { OrderId, OrderLineId } from "../../../domain/order/order.ts"
import { type Placement, withIds } from "../../../domain/order/place-order.ts"

// Adapters with one mistake each, around the correct store in memory.

/** Reads the stock and later writes the computed result, over concurrent writes (lost update). */
export const lostUpdate = async (): Promise<Store> => {
  const store = openInMemory()
  let writes = 0
  const record: Store["orders"]["ledger"]["record"] = Effect.fnUntraced(function* (placement) {
    const read = writes
    yield* Effect.yieldNow
    const order = yield* store.orders.ledger.record(placement)
    // Another caller wrote since the read, and this write removes that change.
    if (writes !== read) {
      const back = placement.movements.map((movement) => ({ ...movement, kind: "release" as const }))
      const event = { _tag: "OrderStatusChanged", order: order.id, from: order.status, to: order.status } as const
      const undo = { by: null, reason: "", order, movements: back, event: { ...event, at: order.updatedAt } }
      yield* Effect.orDie(store.orders.ledger.recordStatusChange(undo))
    }
    writes += 1
    return order
  })
  return replacePorts(store, { orders: { ledger: { ...store.orders.ledger, record } } })
}

const DEBT = 1000

/** Writes the order first, and keeps it when its stock cannot be reserved: no transaction. */
export const partialWrite = async (): Promise<Store> => {
  const store = openInMemory()
  const record: Store["orders"]["ledger"]["record"] = (placement) =>
    store.orders.ledger
      .record(placement)
      .pipe(Effect.tapError(() => store.orders.ledger.record({ ...placement, movements: [] })))
  // The offers show too much stock, so that an order that cannot succeed reaches the ledger.
  const offersFor: Store["catalog"]["offers"]["offersFor"] = (items) =>
    Effect.map(store.catalog.offers.offersFor(items), (offers) =>
      offers.map(Result.map((offer) => ({ ...offer, onHand: offer.onHand + DEBT }))),
    )
  const recordRestocking: Store["stock"]["inventory"]["recordRestocking"] = ({ from, level, event, ...restocking }) =>
    store.stock.inventory.recordRestocking({
      ...restocking,
      from: from - DEBT,
      level: { ...level, onHand: level.onHand - DEBT },
      event: { ...event, onHand: event.onHand - DEBT },
    })
  return replacePorts(store, {
    catalog: { offers: { ...store.catalog.offers, offersFor } },
    stock: { inventory: { ...store.stock.inventory, recordRestocking } },
    orders: { ledger: { ...store.orders.ledger, record } },
  })
}

/** Oversells: available stock becomes negative. */
export const negativeStock = async (): Promise<Store> => {
  const store = openInMemory()
  // The inner store has more stock than it was given, and reports as much less.
  const less = <Shown extends { readonly available: number }>(shown: Shown, shelves = 1): Shown => ({
    ...shown,
    available: shown.available - DEBT * shelves,
  })
  const shown = <P extends Effect.Success<ReturnType<Store["catalog"]["products"]["add"]>>>(product: P): P => ({
    ...less(product, Math.max(1, product.variants.length)),
    variants: product.variants.map((variant) => less(variant)),
  })
  const products: Store["catalog"]["products"] = {
    list: () => Effect.map(store.catalog.products.list(), (products) => products.map(shown)),
    add: (product, change) => {
      const stock = product.variants.length === 0 ? product.stock + DEBT : 0
      const variants = product.variants.map((variant) => ({ ...variant, stock: variant.stock + DEBT }))
      return Effect.map(store.catalog.products.add({ ...product, stock, variants }, change), shown)
    },
    addOnce: store.catalog.products.addOnce,
    find: (id) => Effect.map(store.catalog.products.find(id), (product) => (product === null ? null : shown(product))),
    recordRepricing: store.catalog.products.recordRepricing,
  }
  return replacePorts(store, { catalog: { products } })
}

/** Treats a taken name as one that was just added: `ON CONFLICT DO NOTHING` without a check of the result. */
export const swallowedDuplicateKey = async (): Promise<Store> => {
  const store = openInMemory()
  const add: Store["catalog"]["categories"]["add"] = (name) =>
    Effect.catchTag(store.catalog.categories.add(name), "CategoryNameTaken", (error) =>
      Effect.flatMap(store.catalog.categories.list(), (categories) => {
        const there = categories.find((category) => category.name === name)
        return there === undefined ? Effect.fail(error) : Effect.succeed(there)
      }),
    )
  return replacePorts(store, { catalog: { categories: { ...store.catalog.categories, add } } })
}

/** Shows uncommitted orders that are never committed. */
export const dirtyRead = async (): Promise<Store> => {
  const store = openInMemory()
  const uncommitted = new Set<BuyerOrder>()
  const record: Store["orders"]["ledger"]["record"] = Effect.fnUntraced(function* (placement) {
    const early = written(placement)
    uncommitted.add(early)
    yield* Effect.yieldNow
    uncommitted.delete(early)
    return yield* store.orders.ledger.record(placement)
  })
  const page: Store["orders"]["orders"]["page"] = (asked) =>
    Effect.map(store.orders.orders.page(asked), (orders) => [
      ...orders,
      ...[...uncommitted].filter(({ account }) => asked.owner === "all" || account === asked.owner),
    ])
  return replacePorts(store, {
    orders: { ledger: { ...store.orders.ledger, record }, orders: { ...store.orders.orders, page } },
  })
}

/** Wraps the ledger's use of idempotency keys. */
const withClaims = (change: (claim: IdempotencyClaim) => IdempotencyClaim): Store => {
  const store = openInMemory()
  const { ledger } = store.orders
  const changed: Pick<Store["orders"]["ledger"], "recordOnce" | "recall"> = {
    recordOnce: (placement, claim) => ledger.recordOnce(placement, change(claim)),
    recall: (account, claim) => ledger.recall(account, change(claim)),
  }
  return replacePorts(store, { orders: { ledger: { ...ledger, ...changed } } })
}

/** Keeps the first 64 characters of a key, as a column `varchar(64)` of a lenient database does. */
export const truncatedKey = async (): Promise<Store> =>
  withClaims((claim) => ({ ...claim, key: Result.getOrThrow(idempotencyKey(claim.key.slice(0, 64))) }))

/** Compares keys without case, as the default collations of MySQL and SQL Server do. */
export const caseInsensitiveKey = async (): Promise<Store> =>
  withClaims((claim) => ({ ...claim, key: Result.getOrThrow(idempotencyKey(claim.key.toLowerCase())) }))

/** Keeps the first 255 characters of a fingerprint. */
export const truncatedFingerprint = async (): Promise<Store> =>
  withClaims((claim) => ({ ...claim, fingerprint: claim.fingerprint.slice(0, 255) }))

/** Finds accounts without regard to accents, as accent-insensitive collations do. */
export const accentInsensitiveNames = async (): Promise<Store> => {
  const store = openInMemory()
  const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "")
  const first = new Map<string, Identifier>()
  const same = (identifier: Identifier): Identifier => first.get(plain(identifier.value)) ?? identifier
  const accounts: Store["identity"]["accounts"] = {
    ...store.identity.accounts,
    add: (account, ...rest) => {
      const { username } = account
      if (username !== null && !first.has(plain(username)))
        first.set(plain(username), { kind: "username", value: username })
      return store.identity.accounts.add(account, ...rest)
    },
    find: (identifier) => store.identity.accounts.find(identifier.kind === "username" ? same(identifier) : identifier),
  }
  return replacePorts(store, { identity: { accounts } })
}

/** Returns at most 50 orders at once, whatever was asked for, as many APIs do. */
export const cappedPages = async (): Promise<Store> => {
  const store = openInMemory()
  const { orders } = store.orders
  return replacePorts(store, {
    orders: { orders: { ...orders, page: (range) => orders.page({ ...range, limit: Math.min(range.limit, 50) }) } },
  })
}

/** Stores durations in whole hours. */
export const wholeHours = async (): Promise<Store> => {
  const store = openInMemory()
  const { outbox } = store.outbox
  const whole = (seconds: number) => Math.floor(seconds / 3600) * 3600
  return replacePorts(store, {
    outbox: {
      outbox: {
        ...outbox,
        lease: (subscriber, lease) => outbox.lease(subscriber, { ...lease, seconds: whole(lease.seconds) }),
        acknowledge: (subscriber, token, outcomes) => {
          const rounded = outcomes.map(({ retryInSeconds: retry, ...outcome }) => ({
            ...outcome,
            retryInSeconds: retry === null ? null : whole(retry),
          }))
          return outbox.acknowledge(subscriber, token, rounded)
        },
      },
    },
  })
}

/** Keeps the event of a refused order and delivers it after the events that were pending then. */
export const lateEvents = async (): Promise<Store> => {
  const store = openInMemory()
  const { outbox } = store.outbox
  const { ledger } = store.orders
  const kept: Array<ShopEvent> = []
  const acknowledged = new Set<string>()
  const record: typeof ledger.record = (placement) =>
    Effect.tapError(ledger.record(placement), () =>
      Effect.sync(() => {
        const order = written(placement)
        kept.push({ _tag: "OrderPlaced", order, at: order.createdAt })
      }),
    )
  const late = { id: "late", stream: "late", deferred: false, failures: 0, blocked: false }
  return replacePorts(store, {
    orders: { ledger: { ...ledger, record } },
    outbox: {
      outbox: {
        ...outbox,
        acknowledge: (subscriber, token, outcomes) => {
          if (outcomes.length > 0) acknowledged.add(subscriber)
          return outbox.acknowledge(subscriber, token, outcomes)
        },
        next: (subscriber, limit) =>
          Effect.map(outbox.next(subscriber, limit), (events) => [
            ...events,
            ...(acknowledged.has(subscriber) ? kept.map((event) => ({ ...late, event })) : []),
          ]),
      },
    },
  })
}

const written = (placement: Placement): BuyerOrder => {
  const lineIds = placement.order.lines.map((_, i) => OrderLineId(i + 1))
  return { ...withIds(placement, OrderId(1_000_000), lineIds).order, username: null }
}

import type { Credentials } from "../../../application/ports/accounts.ts"
import type { AccountDetails } from "../../../application/ports/profiles.ts"
import type { RefreshMark } from "../../../application/ports/refresh-rotations.ts"
import type { OpenSession, SessionId } from "../../../application/ports/sessions.ts"
import type { Attempt, AttemptId } from "../../../application/ports/sign-in-attempts.ts"
import type { AccountId } from "../../../domain/account/account.ts"
import type { Category, CategoryId } from "../../../domain/catalog/category.ts"
import type { Product, ProductId, VariantId } from "../../../domain/catalog/product.ts"
import type { ShopEvent } from "../../../domain/event/event.ts"
import type { Order, OrderId } from "../../../domain/order/order.ts"
import type { StockItemId } from "../../../domain/stock/stock-item.ts"
import type { StockLevel } from "../../../domain/stock/stock-level.ts"

/** An account as the store holds it. */
export interface AccountRecord extends Credentials, AccountDetails {}

/** A sign-in as the store holds it. */
export interface SessionRecord extends OpenSession {
  /** Counts the sessions in the order in which they were opened. */
  readonly number: number
  readonly account: AccountId
  readonly passwordChangedAt: Date | null
  readonly tokenDigest: string
  readonly rotates: boolean
}

/** A refresh token that was used, and what came after it. */
export interface RotationRecord extends RefreshMark {
  readonly usedAt: Date
}

/** A try to sign in as the store holds it. */
export interface AttemptRecord extends Attempt {
  readonly id: AttemptId
  readonly at: Date
  readonly failed: boolean
}

/** A product as the store holds it: what stock does not change, and under which stock items its stock is counted. */
export interface ProductRecord {
  readonly product: Omit<Product, "available" | "stockItem" | "variants">
  /** The product's own stock item; `null` where only its variants are sold. */
  readonly stockItem: StockItemId | null
  readonly variants: ReadonlyArray<VariantRecord>
}

export interface VariantRecord {
  readonly id: VariantId
  readonly size: string
  readonly color: string
  readonly stockItem: StockItemId
}

/** A shelf of one stock item, and the product to show anew when it changes. */
export interface Shelf {
  readonly level: StockLevel
  readonly product: ProductId
}

/** The first answer to an order that may be sent again. */
export interface KeptAnswer {
  readonly fingerprint: string
  readonly answer: Order
  readonly at: Date
}

/** How far a subscriber has come, and what was put off for it, by the number of the event. */
export interface SubscriberState {
  position: number
  holder: string
  token: number
  leasedUntil: number
  readonly deferred: Map<number, { readonly failures: number; readonly due: number }>
}

/** The ids given last, each counting from 1. */
export interface LastIds {
  readonly product: number
  readonly variant: number
  readonly stockItem: number
}

/**
 * Everything the ports keep, in plain maps that they alone write. Every port method reads and writes in one synchronous
 * step, so no other fiber ever sees half of it. What the maps hold is frozen and replaced, never changed in place.
 */
export interface Store {
  readonly accounts: Map<AccountId, AccountRecord>
  /** Whose an identifier is, by its kind and what it is compared by. */
  readonly identifiers: Map<string, AccountId>
  readonly sessions: Map<SessionId, SessionRecord>
  readonly sessionsByDigest: Map<string, SessionId>
  /** The refresh tokens of a session that were used lately, by their ids. */
  readonly rotations: Map<SessionId, ReadonlyMap<string, RotationRecord>>
  readonly attempts: Map<AttemptId, AttemptRecord>
  /** The addresses that signed in to an account, and when they last did. */
  readonly knownAddresses: Map<string, Map<string, Date>>
  readonly categories: Map<CategoryId, Category>
  readonly categoriesByName: Map<string, CategoryId>
  readonly products: Map<ProductId, ProductRecord>
  readonly shelves: Map<StockItemId, Shelf>
  readonly orders: Map<OrderId, Order>
  /** What was answered under an account's idempotency key. */
  readonly orderKeys: Map<string, KeptAnswer>
  /** What happened, by number, in the order in which it did. */
  readonly events: Map<number, ShopEvent>
  readonly subscribers: Map<string, SubscriberState>
  /** Products whose availability or price changed since they were last listed. */
  readonly staleProducts: Set<ProductId>
  lastIds: LastIds
  lastSession: number
  lastAttempt: number
  lastOrderLine: number
  lastEvent: number
}

export const emptyStore = (): Store => ({
  accounts: new Map(),
  identifiers: new Map(),
  sessions: new Map(),
  sessionsByDigest: new Map(),
  rotations: new Map(),
  attempts: new Map(),
  knownAddresses: new Map(),
  categories: new Map(),
  categoriesByName: new Map(),
  products: new Map(),
  shelves: new Map(),
  orders: new Map(),
  orderKeys: new Map(),
  events: new Map(),
  subscribers: new Map(),
  staleProducts: new Set(),
  lastIds: { product: 0, variant: 0, stockItem: 0 },
  lastSession: 0,
  lastAttempt: 0,
  lastOrderLine: 0,
  lastEvent: 0,
})

/** Looks up what must be there: a caller that names something else is at fault. */
export const existing = <K, V>(map: ReadonlyMap<K, V>, key: K, what: string): V => {
  const value = map.get(key)
  if (value === undefined) throw new Error(`no ${what} ${key}`)
  return value
}

/** What came into a map first, as much as is asked for. */
export const oldest = <K, V>(map: ReadonlyMap<K, V>, count: number): ReadonlyArray<V> => {
  const values: Array<V> = []
  for (const value of map.values()) {
    if (values.length === count) break
    values.push(value)
  }
  return values
}

/** Stores an event. The store owns it from then on. */
export const putEvent = (store: Store, event: ShopEvent): void => {
  store.events.set(++store.lastEvent, Object.freeze(event))
}

/** Copies an event. Freezing an object does not protect its `Date`, which a caller could change. */
export const copyOf = <Event extends { readonly at: Date }>(event: Event): Event => ({
  ...event,
  at: new Date(event.at),
})

/** Puts a shelf in its new state. */
export const putLevel = (store: Store, level: StockLevel, product: ProductId): void => {
  store.shelves.set(level.stockItem, Object.freeze({ level: Object.freeze(level), product }))
  store.staleProducts.add(product)
}

import type { QueuedMailId } from "../../../application/ports/mail-queue.ts"
import type { SessionId } from "../../../application/ports/sessions.ts"
import type { AttemptId } from "../../../application/ports/sign-in-attempts.ts"
import type { StockMovement } from "../../../application/ports/stock-search.ts"
import type { AccountId } from "../../../domain/account/account.ts"
import type { ApiKeyId } from "../../../domain/account/api-key.ts"
import type { ExternalId } from "../../../domain/account/external-id.ts"
import type { PictureName } from "../../../domain/account/picture.ts"
import type { Category, CategoryId } from "../../../domain/catalog/category.ts"
import { defaultCurrency } from "../../../domain/catalog/currency.ts"
import type { Product, ProductId, VariantId } from "../../../domain/catalog/product.ts"
import type { ProductPicture } from "../../../domain/catalog/product-picture.ts"
import type { ShopEvent } from "../../../domain/event/event.ts"
import type { Metadata } from "../../../domain/metadata.ts"
import type { OrderStep } from "../../../domain/order/history.ts"
import type { Order, OrderId } from "../../../domain/order/order.ts"
import type { StockItemId } from "../../../domain/stock/stock-item.ts"
import type { StockLevel } from "../../../domain/stock/stock-level.ts"
import type {
  AccountRecord,
  AccountTokenRecord,
  ApiKeyRecord,
  AttemptRecord,
  GuestRecord,
  MailRecord,
  RotationRecord,
  SessionRecord,
} from "./identity-records.ts"
import type { CatalogKeyRecord, IdempotencyRecord, StockKeyRecord } from "./key-records.ts"

/** A product as stored: the fields that do not depend on stock, and its stock items. */
export interface ProductRecord {
  readonly product: Omit<Product, "available" | "stockItem" | "variants">
  /** The product's own stock item. `null` if only its variants are sold. */
  readonly stockItem: StockItemId | null
  readonly variants: ReadonlyArray<VariantRecord>
  readonly pictures: ReadonlyArray<ProductPicture>
  readonly isArchived: boolean
  readonly version: number
}

export interface VariantRecord {
  readonly id: VariantId
  readonly size: string
  readonly color: string
  readonly sku: string | null
  readonly metadata: Metadata | null
  readonly stockItem: StockItemId
  readonly isArchived: boolean
}

/** The stock level of a stock item, and the product whose list entry shows it. */
export interface StockRecord {
  readonly level: StockLevel
  readonly product: ProductId
}

/** The position of a subscriber, and its deferred events by number. */
export interface SubscriberState {
  position: number
  holder: string
  token: number
  leasedAt: number
  leasedUntil: number
  readonly deferred: Map<number, { readonly failures: number; readonly at: number; readonly due: number }>
}

/** The ids assigned last. Each sequence counts from 1. */
export interface LastIds {
  readonly category: number
  readonly product: number
  readonly variant: number
  readonly stockItem: number
}

/**
 * The data of all ports in maps. Only the ports write it. Every port method reads and writes in one synchronous step,
 * so no other fiber sees a partial change. Records are frozen and replaced, never modified.
 */
export interface Store {
  readonly accounts: Map<AccountId, AccountRecord>
  /** The account of an identifier, by its kind and normalized value. */
  readonly identifiers: Map<string, AccountId>
  readonly accountsByExternalId: Map<ExternalId, AccountId>
  readonly guests: Map<AccountId, GuestRecord>
  readonly guestsByKey: Map<string, AccountId>
  readonly sessions: Map<SessionId, SessionRecord>
  readonly sessionsByDigest: Map<string, SessionId>
  /** The recently used refresh tokens of a session, by id. */
  readonly rotations: Map<SessionId, ReadonlyMap<string, RotationRecord>>
  /** The tokens of links by digest. */
  readonly accountTokens: Map<string, AccountTokenRecord>
  readonly apiKeys: Map<ApiKeyId, ApiKeyRecord>
  readonly mails: Map<QueuedMailId, MailRecord>
  readonly attempts: Map<AttemptId, AttemptRecord>
  /** The addresses that have signed in to an account, with the time of the last sign-in. */
  readonly knownAddresses: Map<string, Map<string, Date>>
  readonly categories: Map<CategoryId, Category>
  readonly categoriesByName: Map<string, CategoryId>
  readonly products: Map<ProductId, ProductRecord>
  readonly catalogKeys: Map<string, CatalogKeyRecord>
  readonly stock: Map<StockItemId, StockRecord>
  /** The movements that changed the quantity on hand, oldest first. */
  readonly movements: Map<StockItemId, Array<StockMovement>>
  /** The own thresholds of stock items. */
  readonly lowThresholds: Map<StockItemId, number>
  readonly stockKeys: Map<string, StockKeyRecord>
  readonly orders: Map<OrderId, Order>
  /** The number of each account's orders in status `created`. */
  readonly unpaidOrders: Map<AccountId, number>
  /** The status changes of each order, oldest first. */
  readonly orderSteps: Map<OrderId, ReadonlyArray<OrderStep>>
  readonly orderNotes: Map<OrderId, string>
  /** The orders recorded under idempotency keys. */
  readonly orderKeys: Map<string, IdempotencyRecord>
  /** The events by number, in the order in which they occurred. */
  readonly events: Map<number, ShopEvent>
  readonly subscribers: Map<string, SubscriberState>
  /** Products whose availability or price changed since the last list. */
  readonly staleProducts: Set<ProductId>
  /** The pictures to which perhaps no record refers, with the time of the note in milliseconds. */
  readonly notedPictures: Map<PictureName, number>
  /** The code of the currency of all prices. */
  currency: string
  lastIds: LastIds
  lastSession: number
  lastAttempt: number
  lastMail: number
  lastOrderLine: number
  /** The number of the newest event, or of a later change that no event describes. */
  lastEvent: number
  lastMovement: number
}

export const emptyStore = (): Store => ({
  accounts: new Map(),
  identifiers: new Map(),
  accountsByExternalId: new Map(),
  guests: new Map(),
  guestsByKey: new Map(),
  sessions: new Map(),
  sessionsByDigest: new Map(),
  rotations: new Map(),
  accountTokens: new Map(),
  apiKeys: new Map(),
  mails: new Map(),
  attempts: new Map(),
  knownAddresses: new Map(),
  categories: new Map(),
  categoriesByName: new Map(),
  products: new Map(),
  catalogKeys: new Map(),
  stock: new Map(),
  movements: new Map(),
  lowThresholds: new Map(),
  stockKeys: new Map(),
  orders: new Map(),
  unpaidOrders: new Map(),
  orderSteps: new Map(),
  orderNotes: new Map(),
  orderKeys: new Map(),
  events: new Map(),
  subscribers: new Map(),
  staleProducts: new Set(),
  notedPictures: new Map(),
  currency: defaultCurrency.code,
  lastIds: { category: 0, product: 0, variant: 0, stockItem: 0 },
  lastSession: 0,
  lastAttempt: 0,
  lastMail: 0,
  lastOrderLine: 0,
  lastEvent: 0,
  lastMovement: 0,
})

/** Returns an entry that must exist. Throws otherwise, because the caller made an error. */
export const existing = <K, V>(map: ReadonlyMap<K, V>, key: K, what: string): V => {
  const value = map.get(key)
  if (value === undefined) throw new Error(`no ${what} ${key}`)
  return value
}

/** Returns an account of a person, or `undefined` if there is none or the person was erased. */
export const personOf = ({ accounts }: Store, id: AccountId): AccountRecord | undefined => {
  const record = accounts.get(id)
  return record?.erasedAt === null ? record : undefined
}

/** Returns the first `count` values of a map in insertion order. */
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

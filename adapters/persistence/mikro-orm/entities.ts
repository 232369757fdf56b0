import { defineEntity, p } from "@mikro-orm/core"

/* The rows of this store, mapped once for PostgreSQL and PGlite. Migrations create the tables. */

export const AccountRow = defineEntity({
  name: "AccountRow",
  tableName: "account",
  properties: {
    id: p.integer().primary(),
    username: p.string().nullable(),
    email: p.string().nullable(),
    emailKey: p.string().nullable(),
    phone: p.string().nullable(),
    passwordHash: p.string(),
    passwordChangedAt: p.datetime().nullable(),
    isAdmin: p.boolean(),
    isActive: p.boolean(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    firstName: p.text(),
    lastName: p.text(),
    year: p.text(),
    branch: p.text(),
    rollNumber: p.text(),
    contactPhone: p.text(),
    bio: p.text(),
    address: p.text(),
    postalCode: p.text(),
    birthdate: p.date().nullable(),
    picture: p.text().nullable(),
    isVerified: p.boolean(),
  },
})

export const ShopRow = defineEntity({
  name: "ShopRow",
  tableName: "shop",
  properties: {
    isOnlyRow: p.boolean().primary(),
    id: p.string(),
  },
})

export const SessionRow = defineEntity({
  name: "SessionRow",
  tableName: "session",
  properties: {
    id: p.integer().primary(),
    account: p.integer(),
    passwordChangedAt: p.datetime().nullable(),
    tokenDigest: p.string(),
    openedAt: p.datetime(),
    expiresAt: p.datetime().nullable(),
    rotates: p.boolean(),
    sid: p.string(),
  },
})

export const RefreshRotationRow = defineEntity({
  name: "RefreshRotationRow",
  tableName: "refresh_rotation",
  properties: {
    session: p.integer().primary(),
    used: p.string().primary(),
    successor: p.string(),
    issuedAt: p.datetime(),
    expiresAt: p.datetime(),
    usedAt: p.datetime(),
  },
})

export const SignInAttemptRow = defineEntity({
  name: "SignInAttemptRow",
  tableName: "sign_in_attempt",
  properties: {
    id: p.bigint("number").primary(),
    account: p.string(),
    address: p.string(),
    at: p.datetime(),
    failed: p.boolean().default(false),
  },
})

export const KnownAddressRow = defineEntity({
  name: "KnownAddressRow",
  tableName: "known_address",
  properties: {
    account: p.string().primary(),
    address: p.string().primary(),
    signedInAt: p.datetime(),
  },
})

export const CategoryRow = defineEntity({
  name: "CategoryRow",
  tableName: "category",
  properties: { id: p.integer().primary(), name: p.string() },
})

export const ProductRow = defineEntity({
  name: "ProductRow",
  tableName: "product",
  properties: {
    id: p.integer().primary(),
    name: p.string(),
    description: p.string(),
    price: p.bigint("number"),
    category: p.integer(),
    createdAt: p.datetime(),
  },
})

export const VariantRow = defineEntity({
  name: "VariantRow",
  tableName: "variant",
  properties: {
    id: p.integer().primary(),
    product: p.integer(),
    size: p.string(),
    color: p.string(),
    sku: p.string().nullable(),
  },
})

export const StockLevelRow = defineEntity({
  name: "StockLevelRow",
  tableName: "stock_level",
  properties: {
    sku: p.integer().primary(),
    product: p.integer(),
    variant: p.integer().nullable(),
    onHand: p.integer(),
    reserved: p.integer(),
  },
})

export const StockMovementRow = defineEntity({
  name: "StockMovementRow",
  tableName: "stock_movement",
  properties: {
    id: p.bigint("number").primary(),
    sku: p.integer(),
    kind: p.string(),
    quantity: p.integer(),
    order: p.integer().nullable(),
    at: p.datetime(),
  },
})

export const OrderRow = defineEntity({
  name: "OrderRow",
  tableName: "orders",
  properties: {
    id: p.integer().primary(),
    account: p.integer(),
    status: p.string(),
    address: p.string().nullable(),
    phone: p.string().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    eventTx: p.string().columnType("xid8"),
  },
})

export const OrderLineRow = defineEntity({
  name: "OrderLineRow",
  tableName: "order_line",
  properties: {
    id: p.integer().primary(),
    order: p.integer(),
    sku: p.integer(),
    quantity: p.integer(),
    price: p.bigint("number"),
  },
})

export const OrderKeyRow = defineEntity({
  name: "OrderKeyRow",
  tableName: "order_key",
  properties: {
    account: p.integer().primary(),
    key: p.string().primary(),
    fingerprint: p.string(),
    order: p.integer().nullable(),
    at: p.datetime(),
  },
})

export const EventRow = defineEntity({
  name: "EventRow",
  tableName: "event",
  properties: {
    tx: p.string().columnType("xid8").primary(),
    id: p.bigint("number").primary(),
    kind: p.string(),
    order: p.integer().nullable(),
    account: p.integer().nullable(),
    sku: p.integer().nullable(),
    product: p.integer().nullable(),
    facts: p.json().nullable(),
    at: p.datetime(),
  },
})

export const SubscriberRow = defineEntity({
  name: "SubscriberRow",
  tableName: "subscriber",
  properties: {
    name: p.string().primary(),
    tx: p.string().columnType("xid8"),
    event: p.bigint("number"),
    holder: p.string(),
    token: p.bigint("number"),
    leasedUntil: p.datetime(),
  },
})

export const DeferredEventRow = defineEntity({
  name: "DeferredEventRow",
  tableName: "event_put_off",
  properties: {
    subscriber: p.string().primary(),
    stream: p.string().primary(),
    tx: p.string().columnType("xid8").primary(),
    event: p.bigint("number").primary(),
    failures: p.integer(),
    due: p.datetime(),
  },
})

export const entities = [
  AccountRow,
  ShopRow,
  SessionRow,
  RefreshRotationRow,
  SignInAttemptRow,
  KnownAddressRow,
  CategoryRow,
  ProductRow,
  VariantRow,
  StockLevelRow,
  StockMovementRow,
  OrderRow,
  OrderLineRow,
  OrderKeyRow,
  EventRow,
  SubscriberRow,
  DeferredEventRow,
]

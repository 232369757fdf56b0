import { defineEntity, p } from "@mikro-orm/core"
import { DeferredEventRow, EventRow, OutboxRow, SubscriberRow } from "./outbox-entities.ts"

/* The rows of this store, mapped once for PostgreSQL and PGlite. Migrations create the tables. */

export const AccountRow = defineEntity({
  name: "AccountRow",
  tableName: "account",
  properties: {
    id: p.bigint("number").primary(),
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
    id: p.bigint("number").primary(),
    account: p.bigint("number"),
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
    session: p.bigint("number").primary(),
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
  properties: { id: p.bigint("number").primary(), name: p.string() },
})

export const ProductRow = defineEntity({
  name: "ProductRow",
  tableName: "product",
  properties: {
    id: p.bigint("number").primary(),
    name: p.string(),
    description: p.string(),
    price: p.bigint("number"),
    category: p.bigint("number"),
    createdAt: p.datetime(),
    version: p.bigint("number"),
  },
})

export const VariantRow = defineEntity({
  name: "VariantRow",
  tableName: "variant",
  properties: {
    id: p.bigint("number").primary(),
    product: p.bigint("number"),
    size: p.string(),
    color: p.string(),
    sku: p.string().nullable(),
  },
})

export const StockLevelRow = defineEntity({
  name: "StockLevelRow",
  tableName: "stock_level",
  properties: {
    sku: p.bigint("number").primary(),
    product: p.bigint("number"),
    variant: p.bigint("number").nullable(),
    onHand: p.integer(),
    reserved: p.integer(),
    version: p.bigint("number"),
  },
})

export const StockMovementRow = defineEntity({
  name: "StockMovementRow",
  tableName: "stock_movement",
  properties: {
    id: p.bigint("number").primary(),
    sku: p.bigint("number"),
    kind: p.string(),
    quantity: p.integer(),
    order: p.bigint("number").nullable(),
    at: p.datetime(),
  },
})

export const OrderRow = defineEntity({
  name: "OrderRow",
  tableName: "orders",
  properties: {
    id: p.bigint("number").primary(),
    account: p.bigint("number").primary(),
    status: p.string(),
    address: p.string().nullable(),
    phone: p.string().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    version: p.bigint("number"),
  },
})

export const OrderLineRow = defineEntity({
  name: "OrderLineRow",
  tableName: "order_line",
  properties: {
    order: p.bigint("number").primary(),
    id: p.bigint("number").primary(),
    account: p.bigint("number").primary(),
    sku: p.bigint("number"),
    product: p.bigint("number"),
    variant: p.bigint("number").nullable(),
    quantity: p.integer(),
    price: p.bigint("number"),
  },
})

export const OrderKeyRow = defineEntity({
  name: "OrderKeyRow",
  tableName: "order_key",
  properties: {
    account: p.bigint("number").primary(),
    key: p.string().primary(),
    fingerprint: p.string(),
    order: p.bigint("number").nullable(),
    at: p.datetime(),
  },
})

export const SignInTurnRow = defineEntity({
  name: "SignInTurnRow",
  tableName: "sign_in_turn",
  properties: { account: p.string().primary(), at: p.datetime() },
})

export const entities = [
  AccountRow,
  ShopRow,
  SessionRow,
  RefreshRotationRow,
  SignInAttemptRow,
  SignInTurnRow,
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
  OutboxRow,
  SubscriberRow,
  DeferredEventRow,
]

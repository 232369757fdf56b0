import { defineEntity, p } from "@mikro-orm/core"

/** The tables of the catalogue and of stock, in a schema. */
export const catalogEntities = (schema: string) => ({
  ShopCategory: defineEntity({
    name: "ShopCategory",
    tableName: "category",
    schema,
    properties: { id: p.bigint("number").primary(), name: p.string() },
  }),
  ShopProduct: defineEntity({
    name: "ShopProduct",
    tableName: "product",
    schema,
    properties: {
      id: p.bigint("number").primary(),
      name: p.string(),
      description: p.string(),
      price: p.bigint("number"),
      category: p.bigint("number"),
      createdAt: p.datetime(),
      version: p.bigint("number"),
      isArchived: p.boolean(),
    },
  }),
  ShopVariant: defineEntity({
    name: "ShopVariant",
    tableName: "variant",
    schema,
    properties: {
      id: p.bigint("number").primary(),
      product: p.bigint("number"),
      size: p.string(),
      color: p.string(),
      sku: p.string().nullable(),
      isArchived: p.boolean(),
    },
  }),
  ShopStockItem: defineEntity({
    name: "ShopStockItem",
    tableName: "stock_item",
    schema,
    properties: {
      id: p.bigint("number").primary(),
      product: p.bigint("number"),
      variant: p.bigint("number").nullable(),
    },
  }),
  ShopStockLevel: defineEntity({
    name: "ShopStockLevel",
    tableName: "stock_level",
    schema,
    properties: {
      stockItem: p.bigint("number").primary(),
      product: p.bigint("number"),
      variant: p.bigint("number").nullable(),
      onHand: p.integer(),
      reserved: p.integer(),
      version: p.bigint("number"),
      lowThreshold: p.integer().nullable(),
    },
  }),
  ShopStockMovement: defineEntity({
    name: "ShopStockMovement",
    tableName: "stock_movement",
    schema,
    properties: {
      id: p.bigint("number").primary(),
      stockItem: p.bigint("number").primary(),
      kind: p.string(),
      quantity: p.integer(),
      order: p.bigint("number").nullable(),
      at: p.datetime(),
      account: p.bigint("number").nullable(),
      reason: p.text(),
    },
  }),
  ShopStockKey: defineEntity({
    name: "ShopStockKey",
    tableName: "stock_key",
    schema,
    properties: {
      account: p.bigint("number").primary(),
      key: p.string().primary(),
      fingerprint: p.string(),
      stockItem: p.bigint("number"),
      onHand: p.integer(),
      reserved: p.integer().nullable(),
      at: p.datetime(),
    },
  }),
})

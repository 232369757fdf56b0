import { defineEntity, p } from "@mikro-orm/core"

/** The tables of orders, in a schema. */
export const ordersEntities = (schema: string) => ({
  ShopOrder: defineEntity({
    name: "ShopOrder",
    tableName: "orders",
    schema,
    properties: {
      id: p.bigint("number").primary(),
      account: p.bigint("number").primary(),
      status: p.string(),
      address: p.string().nullable(),
      phone: p.string().nullable(),
      metadata: p.json().columnType("json").nullable(),
      adjustments: p.json().columnType("json").nullable(),
      adjustmentTotal: p.bigint("number").nullable(),
      createdAt: p.datetime(),
      updatedAt: p.datetime(),
      version: p.bigint("number"),
    },
  }),
  ShopOrderLine: defineEntity({
    name: "ShopOrderLine",
    tableName: "order_line",
    schema,
    properties: {
      order: p.bigint("number").primary(),
      id: p.bigint("number").primary(),
      account: p.bigint("number").primary(),
      stockItem: p.bigint("number"),
      product: p.bigint("number"),
      variant: p.bigint("number").nullable(),
      quantity: p.integer(),
      price: p.bigint("number"),
      metadata: p.json().columnType("json").nullable(),
    },
  }),
  ShopOrderStep: defineEntity({
    name: "ShopOrderStep",
    tableName: "order_step",
    schema,
    properties: {
      order: p.bigint("number").primary(),
      account: p.bigint("number").primary(),
      number: p.bigint("number").primary(),
      status: p.text(),
      actor: p.bigint("number").nullable(),
      at: p.datetime(),
      reason: p.text(),
    },
  }),
  ShopOrderNote: defineEntity({
    name: "ShopOrderNote",
    tableName: "order_note",
    schema,
    properties: {
      order: p.bigint("number").primary(),
      account: p.bigint("number").primary(),
      note: p.text(),
      at: p.datetime(),
    },
  }),
  ShopOrderKey: defineEntity({
    name: "ShopOrderKey",
    tableName: "order_key",
    schema,
    properties: {
      account: p.bigint("number").primary(),
      key: p.string().primary(),
      fingerprint: p.string(),
      order: p.bigint("number").nullable(),
      at: p.datetime(),
    },
  }),
})

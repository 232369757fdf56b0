import { defineEntity, p } from "@mikro-orm/core"

/** The tables of the outbox, in a schema. */
export const outboxEntities = (schema: string) => ({
  ShopEvent: defineEntity({
    name: "ShopEvent",
    tableName: "event",
    schema,
    properties: {
      stream: p.string().primary(),
      number: p.bigint("number").primary(),
      id: p.bigint("number"),
      position: p.bigint("number").nullable(),
      kind: p.string(),
      facts: p.json().columnType("json"),
      lineIds: p.json().columnType("json").nullable(),
      at: p.datetime(),
    },
  }),
  ShopOutbox: defineEntity({
    name: "ShopOutbox",
    tableName: "outbox",
    schema,
    properties: { isOnlyRow: p.boolean().primary(), lastPosition: p.bigint("number") },
  }),
  ShopSubscriber: defineEntity({
    name: "ShopSubscriber",
    tableName: "subscriber",
    schema,
    properties: {
      name: p.string().primary(),
      position: p.bigint("number"),
      holder: p.string(),
      token: p.bigint("number"),
      leasedAt: p.datetime(),
      leasedUntil: p.datetime(),
    },
  }),
  ShopDeferredEvent: defineEntity({
    name: "ShopDeferredEvent",
    tableName: "deferred_event",
    schema,
    properties: {
      subscriber: p.string().primary(),
      stream: p.string().primary(),
      number: p.bigint("number").primary(),
      failures: p.integer(),
      deferredAt: p.datetime(),
      due: p.datetime(),
    },
  }),
})

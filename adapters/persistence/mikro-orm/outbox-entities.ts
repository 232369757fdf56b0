import { defineEntity, p } from "@mikro-orm/core"

/* The rows of the outbox. */

export const EventRow = defineEntity({
  name: "EventRow",
  tableName: "event",
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
})

export const OutboxRow = defineEntity({
  name: "OutboxRow",
  tableName: "outbox",
  properties: { isOnlyRow: p.boolean().primary(), lastPosition: p.bigint("number") },
})

export const SubscriberRow = defineEntity({
  name: "SubscriberRow",
  tableName: "subscriber",
  properties: {
    name: p.string().primary(),
    position: p.bigint("number"),
    holder: p.string(),
    token: p.bigint("number"),
    leasedUntil: p.datetime(),
  },
})

export const DeferredEventRow = defineEntity({
  name: "DeferredEventRow",
  tableName: "deferred_event",
  properties: {
    subscriber: p.string().primary(),
    stream: p.string().primary(),
    number: p.bigint("number").primary(),
    failures: p.integer(),
    due: p.datetime(),
  },
})

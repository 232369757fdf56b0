import { type Mutant, mutantsOf } from "./mutant.ts"

/** Mistakes in repeated and background work: idempotent orders, events, expiry, lists in chunks. */
export const retryMutants: ReadonlyArray<Mutant> = [
  ...mutantsOf(
    "domain/order/idempotency.ts",
    ["the fingerprint has no quantities", "[product, variant, quantity, ", "[product, variant, "],
    ["the fingerprint has no variants", "[product, variant, quantity, ", "[product, quantity, "],
    ["the fingerprint has no metadata of lines", "quantity, ...listed(metadata)]", "quantity]"],
    ["the fingerprint has no delivery", "delivery === null ? null : [delivery.address, delivery.phone]", "null"],
  ),
  ...mutantsOf(
    "domain/order/idempotency-key.ts",
    ["the longest key is refused", "text.length > MAX_LENGTH", "text.length >= MAX_LENGTH"],
    ["keys have spaces", String.raw`[\x21-\x7e]`, String.raw`[\x20-\x7e]`],
    ["keys have any letters", String.raw`/^[\x21-\x7e]+$/`, "/^.+$/"],
  ),
  ...mutantsOf(
    "application/order/place-order.ts",
    ["keys are ignored", "idempotencyKey === undefined ? null", "idempotencyKey !== undefined ? null"],
    ["what was sold out since is refused", "claim === null ? null : yield* ledger.recall(actor.id, claim)", "null"],
  ),
  ...mutantsOf(
    "domain/event/event.ts",
    ["a change has a stream of its own", `return \`order/\${event.order}\``, `return \`change/\${event.order}\``],
    ["orders share a stream", `\`order/\${event.order.id}\``, "`order/0`"],
    ["accounts share a stream", `\`account/\${event.account}\``, "`account/0`"],
  ),
  ...mutantsOf(
    "application/event/deliver-events.ts",
    ["a process without the lease delivers", "if (token === null) return false", ""],
    [
      "failed events count as delivered",
      "return outcomeOf({ ...pending, failures }, pause)",
      "return outcomeOf(pending, null)",
    ],
    ["failures do not add up", "pending.failures + 1", "1"],
    ["pauses do not grow", "retrySeconds * 2 ** (failures - 1)", "retrySeconds"],
    [
      "pauses have no end",
      "Math.min(retrySeconds * 2 ** (failures - 1), longestRetrySeconds)",
      "retrySeconds * 2 ** (failures - 1)",
    ],
    ["a failure is not reported", "onFailure(Cause.squash(end.cause))", ""],
    ["later events overtake a failed one", "waiting.add(next.stream)", "waiting.delete(next.stream)"],
    ["an event overtakes a deferred one", "next.blocked || waiting", "waiting"],
    [
      "a failed event stops the rest",
      "if (outcome.retryInSeconds !== null) waiting",
      "if (outcome.retryInSeconds !== null) outOfDate = true\n        if (outcome.retryInSeconds !== null) waiting",
    ],
    ["the lease is never renewed", "now < lease.renewAt ?", "lease.token !== null ?"],
    [
      "slow handlers lose the work",
      "alive(Effect.exit(Effect.suspend(() => handler({ id: pending.id, event: pending.event }))))",
      "Effect.exit(Effect.suspend(() => handler({ id: pending.id, event: pending.event })))",
    ],
    [
      "an interruption loses acknowledgements",
      "yield* Effect.ensuring(deliverAll, acknowledge)",
      "yield* Effect.andThen(deliverAll, acknowledge)",
    ],
    [
      "whose work was taken goes on",
      "outOfDate = !(yield* outbox.acknowledge(name, token, acknowledging))",
      "yield* outbox.acknowledge(name, token, acknowledging)",
    ],
    ["there is always more", "pending.length > 0 && !outOfDate", "!outOfDate"],
    ["the work is not given back", "seconds: 0, from", "seconds: leaseSeconds, from"],
  ),
  ...mutantsOf(
    "application/order/expire-orders.ts",
    ["no time is a time limit", "!(ttlSeconds > 0)", "!(ttlSeconds >= 0)"],
    ["seconds are milliseconds", "ttlSeconds * 1000", "ttlSeconds"],
    [
      "orders that were paid meanwhile end the work",
      `["OrderStatusConflict", "IllegalStatusChange"]`,
      `["IllegalStatusChange"]`,
    ],
    ["there is never more", "orders.length === AT_ONCE", "false"],
    [
      "nothing is counted",
      "Effect.as(ledger.recordStatusChange(change), 1)",
      "Effect.as(ledger.recordStatusChange(change), 0)",
    ],
  ),
  ...mutantsOf(
    "application/event/purge-expired.ts",
    ["keys are kept for an hour", "25 * HOUR", "HOUR"],
    ["events are kept for a day", "7 * 24 * HOUR", "24 * HOUR"],
    ["there is never more to remove", "keys === AT_ONCE || events === AT_ONCE", "false"],
  ),
  ...mutantsOf(
    "application/order/page-orders.ts",
    ["pages of nothing are the last", "limit < 1", "limit < 0"],
    ["a full last page names another", "found.length <= limit", "found.length < limit"],
    ["pages are longer than asked", "found.slice(0, limit)", "found"],
    ["a page skips an order", "found[limit - 1]?.id", "found[limit]?.id"],
    ["every page is the first", "{ ...selection, after, limit: limit + 1 }", "{ ...selection, limit: limit + 1 }"],
  ),
  ...mutantsOf(
    "application/order/list-orders.ts",
    ["a list ends after its first chunk", "rest: last === undefined ? null", "rest: last !== undefined ? null"],
    [
      "a list is read on from its beginning",
      "chunksAfter(orders, selection, last)",
      "chunksAfter(orders, selection, undefined)",
    ],
    [
      "a stream reads every chunk twice",
      "Effect.map(\n      orders.page({ ...selection, after, limit: CHUNK_SIZE })",
      "Effect.map(\n      orders.page({ ...selection, after: start, limit: CHUNK_SIZE })",
    ],
  ),
  ...mutantsOf("application/stock/audit-stock.ts", [
    "looking repairs",
    "repair ? audit.reconcile()",
    "!repair ? audit.reconcile()",
  ]),
]

import { createHash } from "node:crypto"
import { Effect } from "effect"
import type { OrderLedger } from "../../../application/ports/order-ledger.ts"
import type { IdempotencyClaim } from "../../../domain/order/idempotency.ts"
import { batcher } from "./batcher.ts"
import type { Database } from "./database.ts"
import { makeLockWaits } from "./lock-waits.ts"
import { LockedRow } from "./locked-row.ts"
import { recordMetadataChange } from "./metadata-changes.ts"
import type { PlacementCall, PlacementEnd } from "./placement-call.ts"
import { recall } from "./recall.ts"
import { makeStatusChanges } from "./status-changes.ts"
import { placeAfterWait, placeWithinLimits } from "./unpaid-limit.ts"

/**
 * Orders that may share one transaction. With more, all clients of one popular item wait for the same statement, and this
 * process has nothing to do meanwhile.
 */
const MAX_BATCH = 32

export const makeOrderLedger = (database: Database): OrderLedger => {
  const place = batcher<PlacementCall, PlacementEnd | LockedRow>({
    run: (calls) => placeWithinLimits(database, calls),
    lanes: database.parallelism,
    maxSize: MAX_BATCH,
    maxWaitSeconds: database.queueTimeoutSeconds,
    name: "place orders",
    observer: database.observer,
    apart: keptApart,
    // Two batches that need one stock row would find it locked by each other.
    shared: ({ placement }) => placement.movements.map(({ stockItem }) => stockItem),
  })
  const lockWaits = makeLockWaits<PlacementCall, PlacementEnd>({
    run: (row, calls, seconds) => placeAfterWait(database, row, calls, seconds),
    apart: keptApart,
    lockWaitSeconds: database.lockWaitSeconds,
  })
  const record = async (call: PlacementCall): Promise<PlacementEnd> => {
    const end = lockWaits.awaited(() => rowsOf(call)) ?? (await place(call))
    return end instanceof LockedRow ? lockWaits.wait(end, call) : end
  }
  const changeStatus = makeStatusChanges(database)
  const recorded = (call: PlacementCall) => Effect.promise(() => record(call)).pipe(Effect.flatMap(Effect.fromResult))
  return {
    record: (placement) =>
      // Without a key there is none that could have been used before.
      Effect.catchTag(recorded({ placement, claim: null }), "IdempotencyKeyReused", Effect.die),
    recordOnce: (placement, claim) => recorded({ placement, claim: withDigest(claim) }),
    recall: (account, claim) =>
      Effect.promise(() => recall(database, account, withDigest(claim))).pipe(Effect.flatMap(Effect.fromResult)),
    recordStatusChange: (change) =>
      Effect.promise(() => changeStatus(change)).pipe(
        Effect.flatMap((changed) => (changed ? Effect.void : Effect.fail({ _tag: "OrderStatusConflict" as const }))),
      ),
    recordMetadataChange: (change) =>
      Effect.promise(() => recordMetadataChange(database, change)).pipe(
        Effect.flatMap((changed) => (changed ? Effect.void : Effect.fail({ _tag: "OrderMetadataConflict" as const }))),
      ),
  }
}

/**
 * The second order with a key is to find what the first one left, not to wait for it in the database with its whole batch.
 * With a limit on unpaid orders, an account's orders are counted one after the other.
 */
const keptApart = ({ placement: { order, maxUnpaidOrders }, claim }: PlacementCall): string | undefined => {
  if (maxUnpaidOrders !== null) return `${order.account}`
  return claim === null ? undefined : `${order.account} ${claim.key}`
}

/** The rows that an order waits for when others have locked them. */
const rowsOf = ({ placement: { order, movements } }: PlacementCall): ReadonlyArray<LockedRow> => [
  ...movements.map(({ stockItem }) => new LockedRow("stock_level", stockItem)),
  new LockedRow("account", order.account),
]

/** Keys are compared by a digest of the request, which may be long. */
const withDigest = ({ key, fingerprint }: IdempotencyClaim): IdempotencyClaim => ({
  key,
  fingerprint: createHash("sha256").update(fingerprint).digest("base64url"),
})

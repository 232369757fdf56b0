import type { Order } from "../../../../domain/order/order.ts"
import type { Queries } from "../database.ts"
import { idOrNone } from "../ids.ts"
import type { PlacementCall } from "../placement-call.ts"
import { ConcurrentWrite } from "../resilient-database.ts"

/**
 * Records the idempotency keys of orders that this transaction has written. Citus compares foreign keys after each part of
 * a statement, so keys follow their orders in a statement of their own. Throws {@link ConcurrentWrite} if another process
 * has used one of the keys: the transaction ends and is repeated.
 */
export const claimKeys = async (
  { rows }: Queries,
  s: string,
  calls: ReadonlyArray<PlacementCall>,
  placed: ReadonlyArray<Order>,
): Promise<void> => {
  const claims = calls.flatMap(({ claim }, i) => {
    const order = placed[i]
    return claim === null || order === undefined ? [] : [{ claim, order }]
  })
  if (claims.length === 0) return
  const text = `insert into ${s}.order_key (account, key, fingerprint, "order", at)
    select k.account, k.key, k.fingerprint, k."order", k.at
    from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::timestamptz[])
      as k (account, key, fingerprint, "order", at)
    order by k.account, k.key collate "C"
    on conflict do nothing returning 1`
  const claimed = await rows({ name: "claim order keys", text }, [
    claims.map(({ order }) => idOrNone(order.account)),
    claims.map(({ claim }) => claim.key),
    claims.map(({ claim }) => claim.fingerprint),
    claims.map(({ order }) => order.id),
    claims.map(({ order }) => order.createdAt.toISOString()),
  ])
  if (claimed.length < claims.length) throw new ConcurrentWrite()
}

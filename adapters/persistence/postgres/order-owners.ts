import { Result } from "effect"
import { UnknownAccount } from "../../../domain/account/errors.ts"
import type { Queries } from "./database.ts"
import { idOrNone } from "./ids.ts"
import { LockedRow, withoutLocked } from "./locked-row.ts"
import type { PlacementCall, PlacementEnd } from "./placement-call.ts"

/** The accounts of orders, each once. */
export const ownersOf = (calls: ReadonlyArray<PlacementCall>): ReadonlyArray<number> => [
  ...new Set(calls.map(({ placement }) => idOrNone(placement.order.account))),
]

/**
 * Returns the statement that locks the accounts `$n` against erasure until the transaction ends, and returns those that
 * exist. It takes the lock that the foreign key of the order takes anyway, so orders of one account do not wait for
 * each other. Accounts that are being erased are left out.
 */
export const lockOwners = (s: string, n: number, isJoined: boolean): string =>
  `select id from ${s}.account where id = any ($${n}::bigint[]) and erased_at is null
    order by id for key share${withoutLocked(isJoined)}`

/**
 * Locks the accounts of orders. Returns the ends of the orders that cannot be placed: their account does not exist, was
 * erased, or is locked, in which case the end is the locked row. `awaited` is the row that the transaction has waited
 * for.
 */
export const withoutOwner = async (
  { rows }: Queries,
  s: string,
  calls: ReadonlyArray<PlacementCall>,
  isJoined: boolean,
  awaited: LockedRow | null,
): Promise<ReadonlyMap<PlacementCall, PlacementEnd | LockedRow>> => {
  const locked = await rows<{ id: number }>({ name: "lock owners", text: lockOwners(s, 1, isJoined) }, [
    ownersOf(calls),
  ])
  const found = new Set(locked.map(({ id }) => Number(id)))
  const missing = calls.filter(({ placement }) => !found.has(placement.order.account))
  if (missing.length === 0) return new Map()
  const text = `select id from ${s}.account where id = any ($1::bigint[]) and erased_at is null`
  const existing = await rows<{ id: number }>({ name: "owners", text }, [ownersOf(missing)])
  const waited = new Set(existing.map(({ id }) => Number(id)))
  return new Map(
    missing.map((call): [PlacementCall, PlacementEnd | LockedRow] => {
      const { account } = call.placement.order
      const isLocked = waited.has(account) && awaited?.is("account", account) !== true
      return [call, isLocked ? new LockedRow("account", account) : Result.fail(new UnknownAccount({ account }))]
    }),
  )
}

import { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import { type NotPermitted, UnknownAccount } from "../../domain/account/errors.ts"
import { searchWords } from "../../domain/catalog/search-words.ts"
import { cutPage, requireLimit } from "../page-limit.ts"
import type { AccountQuery, AccountSearch } from "../ports/account-search.ts"
import type { Clock } from "../ports/clock.ts"
import { NotSupported } from "../ports/not-supported.ts"
import type { BuyerOrder } from "../ports/orders.ts"
import type { AccountDetails, Profiles } from "../ports/profiles.ts"
import type { OrderSearch } from "../ports/search.ts"
import type { OpenSession, Sessions } from "../ports/sessions.ts"

/** A search of accounts. Every condition that is given must hold. */
export interface AccountSearchRequest extends Omit<AccountQuery, "words"> {
  /** Each word must be the beginning of a word of the account's identifiers or names. Defaults to all accounts. */
  readonly text?: string | undefined
}

/** A page, and the account before which the next page begins, or `null` for the last page. */
export interface FoundAccounts {
  readonly accounts: ReadonlyArray<AccountDetails>
  readonly next: AccountId | null
}

/** Returns one page of accounts, newest first. Admins only. */
export type SearchAccounts = (
  actor: Manager,
  request: AccountSearchRequest,
) => Effect.Effect<FoundAccounts, NotPermitted | NotSupported>

export const makeSearchAccounts = ({ search }: { readonly search: AccountSearch | undefined }): SearchAccounts =>
  Effect.fnUntraced(function* (actor, { text = "", limit, ...conditions }) {
    yield* Effect.fromResult(requireAdmin(actor))
    yield* requireLimit("searchAccounts", limit)
    if (search === undefined) return yield* new NotSupported({ ports: "search" })
    const found = yield* search.page({ ...conditions, words: searchWords(text), limit: limit + 1 })
    const { items, next } = cutPage(found, limit, ({ account }) => account.id)
    return { accounts: items, next }
  })

/** An account as admins see it. */
export interface AccountView extends AccountDetails {
  /** The open sessions, newest first. */
  readonly sessions: ReadonlyArray<OpenSession>
  /** The newest orders, up to 20. `searchOrders` with `owner` returns all. */
  readonly orders: ReadonlyArray<BuyerOrder>
}

/** Returns an account with its open sessions and newest orders. Admins only. */
export type ViewAccount = (
  actor: Manager,
  account: AccountId,
) => Effect.Effect<AccountView, NotPermitted | UnknownAccount | NotSupported>

const NEWEST_ORDERS = 20

export const makeViewAccount = ({
  profiles,
  sessions,
  clock,
  search,
}: {
  readonly profiles: Profiles
  readonly sessions: Sessions
  readonly clock: Clock
  readonly search: OrderSearch | undefined
}): ViewAccount =>
  Effect.fnUntraced(function* (actor, account) {
    yield* Effect.fromResult(requireAdmin(actor))
    if (search === undefined) return yield* new NotSupported({ ports: "search" })
    const details = yield* profiles.find(account)
    if (details === null) return yield* new UnknownAccount({ account })
    const open = yield* sessions.listOf(account, clock.now())
    const orders = yield* search.page({ owner: account, sort: "newest", limit: NEWEST_ORDERS })
    return { ...details, sessions: open, orders }
  })

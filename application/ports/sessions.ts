import { Brand, type Effect } from "effect"
import type { Account, AccountId } from "../../domain/account/account.ts"

export type SessionId = number & Brand.Brand<"SessionId">
export const SessionId = Brand.nominal<SessionId>()

/** A sign-in that still counts, and whose it is. */
export interface Session {
  readonly id: SessionId
  readonly account: Account
}

/** The sign-ins that are open. What a caller holds is a token; the store holds only the token's digest. */
export interface Sessions {
  readonly open: (session: {
    readonly account: AccountId
    readonly tokenDigest: string
    readonly openedAt: Date
  }) => Effect.Effect<SessionId>
  /** The open session behind a token's digest; `null` once it has ended, on every process at once. */
  readonly find: (tokenDigest: string) => Effect.Effect<Session | null>
  /** Ends a session; ending an ended one changes nothing. */
  readonly end: (session: SessionId) => Effect.Effect<void>
}

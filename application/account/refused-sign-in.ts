import { Context, Effect } from "effect"
import type { Account } from "../../domain/account/account.ts"

/** A sign-in that was refused, or a change of password that was refused because the current one was wrong. */
export interface RefusedSignIn {
  /** The account whose password was tried; `null` if the login names none. A mistyped login may be a password. */
  readonly account: Account | null
  readonly reason: "InvalidCredentials" | "SignInThrottled"
}

/**
 * Called with every refused sign-in, for the log of the server that received it. The caller of the use case learns
 * nothing of it, because errors may be shown to the client. Does nothing unless the caller provides it.
 */
export const OnRefusedSignIn = Context.Reference<(refused: RefusedSignIn) => Effect.Effect<void>>(
  "shopwright/OnRefusedSignIn",
  { defaultValue: () => () => Effect.void },
)

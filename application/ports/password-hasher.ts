import { Data, type Effect } from "effect"

/**
 * The queue of passwords to hash is full, or hashing took too long. The caller has no result and may retry.
 *
 * @example
 * const signedIn = await shop.logIn({ login: typed, by: ["username"], password, address: "127.0.0.1" })
 * if (!signedIn.ok && signedIn.error._tag === "PasswordsBusy") console.log(signedIn.error.retryAfterSeconds)
 */
export class PasswordsBusy extends Data.TaggedError("PasswordsBusy")<{
  /** When to retry, in whole seconds from now, at least 1. */
  readonly retryAfterSeconds: number
}> {}

/** The result of checking a password against a stored hash. */
export interface Verified {
  readonly matches: boolean
  /**
   * Whether the hash should be replaced, because its format is older or its cost lower. Only true when `matches` is
   * true.
   */
  readonly outdated: boolean
}

/**
 * Why a password is hashed. Each purpose has its own share of the capacity, so a flood of registrations does not delay
 * sign-ins.
 */
export type HashPurpose = "sign-in" | "registration"

/** Hashes and checks passwords. Hashing is deliberately slow, so both operations can be rejected as busy. */
export interface PasswordHasher {
  /** Hashes a password. `purpose` defaults to "sign-in". */
  readonly hash: (password: string, purpose?: HashPurpose) => Effect.Effect<string, PasswordsBusy>
  /**
   * Checks a password against a hash. A malformed hash never matches. `null` costs the same work and never matches, so
   * an unknown user takes as long as a wrong password.
   */
  readonly verify: (password: string, hash: string | null) => Effect.Effect<Verified, PasswordsBusy>
}

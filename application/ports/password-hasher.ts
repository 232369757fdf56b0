import { Data, type Effect } from "effect"

/**
 * So many passwords wait to be hashed that one more would wait too long: nothing was tried.
 *
 * @example
 * const signedIn = await shop.logIn({ login: typed, by: ["username"], password, address: "127.0.0.1" })
 * if (!signedIn.ok && signedIn.error._tag === "PasswordsBusy") console.log(signedIn.error.retryAfterSeconds)
 */
export class PasswordsBusy extends Data.TaggedError("PasswordsBusy")<{
  /** When a new try makes sense, in whole seconds from now, at least 1. */
  readonly retryAfterSeconds: number
}> {}

/** What came of holding a password against a stored hash. */
export interface Verified {
  readonly matches: boolean
  /** Only ever true together with `matches`: the hash is of an older kind or took less work, and is worth replacing. */
  readonly outdated: boolean
}

/** Turns passwords into what may be stored, and checks them. Hashing is slow on purpose, so both may be too busy. */
export interface PasswordHasher {
  readonly hash: (password: string) => Effect.Effect<string, PasswordsBusy>
  /**
   * Whether the password belongs to the hash; a hash that makes no sense matches nothing. `null` costs the same work
   * and never matches: an unknown user takes as long as a wrong password.
   */
  readonly verify: (password: string, hash: string | null) => Effect.Effect<Verified, PasswordsBusy>
}

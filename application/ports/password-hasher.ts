import type { Effect } from "effect"

/** Turns passwords into what may be stored, and checks them. */
export interface PasswordHasher {
  readonly hash: (password: string) => Effect.Effect<string>
  /** Whether the password belongs to the hash. `null` costs the same work and is never true: an unknown user takes as long. */
  readonly verify: (password: string, hash: string | null) => Effect.Effect<boolean>
}

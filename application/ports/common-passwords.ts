import type { Effect } from "effect"

/** A list of the most common passwords. */
export interface CommonPasswords {
  /** Returns whether the list contains the password, without regard to case. */
  readonly contains: (password: string) => Effect.Effect<boolean>
}

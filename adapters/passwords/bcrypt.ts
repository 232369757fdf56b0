import { availableParallelism } from "node:os"
import { Effect } from "effect"
import type { PasswordHasher } from "../../application/ports/password-hasher.ts"
import { MAX_COST, MIN_COST } from "./bcrypt-hash.ts"
import { makePool } from "./pool.ts"
import { startThread } from "./thread.ts"

export interface BcryptSettings {
  /** bcrypt's cost, 4 to 16, 12 unless given: each step doubles the work of one hash. */
  readonly cost?: number | undefined
  /** How many passwords are hashed at once: the number of processors unless given. */
  readonly atOnce?: number | undefined
  /** How many more may wait before `PasswordsBusy`: 64 unless given. */
  readonly maxWaiting?: number | undefined
}

/** A hasher that holds threads. They end with the process; `close` ends them sooner. */
export interface BcryptHasher extends PasswordHasher {
  readonly close: () => Promise<void>
}

/**
 * Password hashes in Django's `bcrypt_sha256` format; checks those of every Django hasher that is no plain digest. The
 * work is done on threads of its own with a lower priority: neither requests nor Node's file system wait for it.
 *
 * Rejects where the native part of `bcrypt` is not installed, and where a setting makes no sense.
 */
export const makeBcryptHasher = async ({
  cost = 12,
  atOnce = availableParallelism(),
  maxWaiting = 64,
}: BcryptSettings = {}): Promise<BcryptHasher> => {
  checkRange("cost", cost, MIN_COST, MAX_COST)
  checkRange("atOnce", atOnce, 1, 1024)
  checkRange("maxWaiting", maxWaiting, 0, 1_000_000)
  // Loaded when a shop opens: where its native part could not be installed, the rest of the library still works.
  await import("bcrypt").catch((cause: unknown) => {
    throw new Error('Passwords need the package "bcrypt", whose install script was not run here.', { cause })
  })
  const pool = makePool({ size: atOnce, maxWaiting, start: () => startThread({ cost }) })
  return {
    hash: (password) =>
      Effect.flatMap(pool.run({ kind: "hash", password }), (answer) =>
        "hash" in answer ? Effect.succeed(answer.hash) : Effect.die(new Error("Not the answer to this job.")),
      ),
    verify: (password, hash) =>
      Effect.flatMap(pool.run({ kind: "verify", password, hash }), (answer) =>
        "matches" in answer ? Effect.succeed(answer) : Effect.die(new Error("Not the answer to this job.")),
      ),
    close: pool.close,
  }
}

const checkRange = (name: string, value: number, min: number, max: number): void => {
  if (!Number.isInteger(value) || value < min || value > max)
    throw new RangeError(`Passwords: ${name} must be a whole number from ${min} to ${max}, and is ${value}.`)
}

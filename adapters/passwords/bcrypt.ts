import { availableParallelism } from "node:os"
import { Effect } from "effect"
import type { PasswordHasher } from "../../application/ports/password-hasher.ts"
import { MAX_COST, MIN_COST } from "./bcrypt-hash.ts"
import { loadBcrypt } from "./load-bcrypt.ts"
import { makePool, type Pool } from "./pool.ts"
import { type Job, type JobResult, startThread } from "./thread.ts"

export interface BcryptSettings {
  /** bcrypt's cost, 4 to 16. Defaults to 12. Each step doubles the work of one hash. */
  readonly cost?: number | undefined
  /** The number of passwords hashed at once. Defaults to the number of processors. */
  readonly atOnce?: number | undefined
  /** The number of passwords that may wait before `PasswordsBusy`. Defaults to 64. */
  readonly maxWaiting?: number | undefined
  /** Seconds until a password without a result fails with `PasswordsBusy`. Defaults to 10. */
  readonly maxSeconds?: number | undefined
}

/** A hasher. The threads end with the process, or earlier when all hashers of the process are closed. */
export interface BcryptHasher extends PasswordHasher {
  /** Returns the number of passwords that wait to be hashed. */
  readonly waiting: () => number
  readonly close: () => Promise<void>
}

/**
 * Hashes passwords in Django's `bcrypt_sha256` format and checks every Django format except plain digests. The work
 * runs on separate threads with lower priority, so it delays neither requests nor Node's file system. All hashers of a
 * process with the same `atOnce` share their threads, which serve them in turn. Each has its own queue.
 *
 * Rejects when the native part of `bcrypt` is not installed, or when a setting is invalid.
 */
export const makeBcryptHasher = async ({
  cost = 12,
  atOnce = availableParallelism(),
  maxWaiting = 64,
  maxSeconds = 10,
}: BcryptSettings = {}): Promise<BcryptHasher> => {
  checkRange("cost", cost, MIN_COST, MAX_COST)
  checkRange("atOnce", atOnce, 1, 1024)
  checkRange("maxWaiting", maxWaiting, 0, 1_000_000)
  checkRange("maxSeconds", maxSeconds, 1, 3600)
  // Loaded when a shop opens, so that the rest of the library works without the native part.
  const bcrypt = loadBcrypt()
  const pool = poolOf(atOnce, bcrypt).join({ maxWaiting, maxSeconds })
  return {
    hash: (password, purpose = "sign-in") =>
      Effect.flatMap(pool.run({ kind: "hash", password, cost }, purpose), (result) =>
        "hash" in result ? Effect.succeed(result.hash) : Effect.die(new Error("Unexpected result of a hashing job.")),
      ),
    verify: (password, hash) =>
      Effect.flatMap(pool.run({ kind: "verify", password, hash, cost }, "sign-in"), (result) =>
        "matches" in result ? Effect.succeed(result) : Effect.die(new Error("Unexpected result of a hashing job.")),
      ),
    waiting: pool.waiting,
    close: pool.close,
  }
}

/** The threads of this process by their number. */
const pools = new Map<number, Pool<Job, JobResult>>()

const poolOf = (size: number, bcrypt: string): Pool<Job, JobResult> => {
  const pool = pools.get(size) ?? makePool({ size, start: () => startThread({ bcrypt }) })
  pools.set(size, pool)
  return pool
}

const checkRange = (name: string, value: number, min: number, max: number): void => {
  if (!Number.isInteger(value) || value < min || value > max)
    throw new RangeError(`Passwords: ${name} must be a whole number from ${min} to ${max}, not ${value}.`)
}

import type { Verified } from "../../application/ports/password-hasher.ts"
import { argon2 } from "./argon2-hash.ts"
import { type Bcrypt, bcryptSha256, digest, MIN_COST, plainBcrypt } from "./bcrypt-hash.ts"
import { pbkdf2 } from "./pbkdf2-hash.ts"
import { scrypt } from "./scrypt-hash.ts"
import type { HashFormat, StoredHash } from "./stored-hash.ts"

/** The slow, synchronous part of password handling. It runs on a separate thread. */
export interface Work {
  readonly hash: (password: string) => string
  readonly verify: (password: string, hash: string | null) => Verified
}

const refused: Verified = { matches: false, outdated: false }

/** An arbitrary salt. Hashes computed with it are discarded. */
const NOBODYS_SALT = "shopwrightshopwrightsO"

/**
 * Hashes with bcrypt at `cost`, and checks every format that Django's hashers read (django/contrib/auth/hashers.py). A
 * failed check always costs as much as one hash at `cost`, so that the time does not reveal whether an account exists
 * or how old its hash is.
 */
export const makeWork = (bcrypt: Bcrypt, cost: number): Work => {
  const formats: Readonly<Record<string, HashFormat>> = {
    bcrypt_sha256: bcryptSha256(bcrypt),
    bcrypt: plainBcrypt(bcrypt),
    pbkdf2_sha256: pbkdf2("sha256"),
    pbkdf2_sha1: pbkdf2("sha1"),
    scrypt,
    argon2,
  }

  const read = (hash: string): StoredHash | null => {
    const end = hash.indexOf("$")
    const algorithm = hash.slice(0, Math.max(end, 0))
    return Object.hasOwn(formats, algorithm) ? (formats[algorithm]?.(hash.slice(end + 1)) ?? null) : null
  }

  const spend = (atCost: number) =>
    bcrypt.hashSync(digest(""), `$2b$${String(atCost).padStart(2, "0")}$${NOBODYS_SALT}`)

  // Work is counted in bcrypt rounds. A hash at cost c takes 2^c rounds.
  const rounds = 2 ** cost
  let millisecondsPerRound: number | undefined
  const roundsIn = (milliseconds: number): number => {
    if (millisecondsPerRound === undefined) {
      // Long enough for clocks with a resolution of milliseconds.
      const probe = Math.min(cost, 10)
      const start = clock()
      spend(probe)
      millisecondsPerRound = (clock() - start) / 2 ** probe
    }
    return milliseconds / millisecondsPerRound
  }

  /** Performs the remaining work up to one hash at `cost`, as a sum of hashes at lower costs. */
  const topUp = (spent: number): void => {
    for (let [atCost, missing] = [cost, rounds - spent]; atCost >= MIN_COST; atCost -= 1) {
      if (missing < 2 ** atCost) continue
      spend(atCost)
      missing -= 2 ** atCost
    }
  }

  return {
    hash: (password) => {
      // UTF-8 cannot encode lone surrogates. All of them would become the same replacement character, which would make
      // different passwords equal.
      if (!password.isWellFormed()) throw new Error("A password must be well-formed Unicode.")
      return `bcrypt_sha256$${bcrypt.hashSync(digest(password), bcrypt.genSaltSync(cost))}`
    },
    verify: (password, hash) => {
      const stored = hash === null || !password.isWellFormed() ? null : read(hash)
      if (stored === null) {
        spend(cost)
        return refused
      }
      const start = clock()
      if (safely(() => stored.matches(password)))
        return { matches: true, outdated: !stored.isPreferred || (stored.bcryptCost ?? 0) < cost }
      topUp(stored.bcryptCost === null ? roundsIn(clock() - start) : 2 ** stored.bcryptCost)
      return refused
    },
  }
}

/** Treats an exception as a mismatch: a library may reject the parameters of a malformed hash. */
const safely = (matches: () => boolean): boolean => {
  try {
    return matches()
  } catch {
    return false
  }
}

/**
 * Returns this thread's CPU time where Node provides it, otherwise the time of day. CPU time excludes the work of other
 * threads.
 */
const clock = (): number => {
  if (typeof process.threadCpuUsage !== "function") return performance.now()
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

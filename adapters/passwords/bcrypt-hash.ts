import { createHash } from "node:crypto"
import { type HashFormat, sameText } from "./stored-hash.ts"

/** The functions of the package `bcrypt` that are used. */
export interface Bcrypt {
  readonly genSaltSync: (cost: number) => string
  readonly hashSync: (password: string, salt: string) => string
}

/** The limits of bcrypt's cost. Cost 16 takes several seconds, and each step doubles the time. */
export const MIN_COST = 4
export const MAX_COST = 16

const pattern = /^\$2[aby]\$(\d\d)\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})$/

/**
 * Returns what Django's `bcrypt_sha256` passes to bcrypt: hexadecimal digits, so that neither 72 bytes nor NUL cut a
 * password short.
 */
export const digest = (password: string): string => createHash("sha256").update(password).digest("hex")

/** Django's `bcrypt_sha256`, bcrypt over the hexadecimal SHA-256 of the password. New hashes use this format. */
export const bcryptSha256 = (bcrypt: Bcrypt): HashFormat => bcryptOver(bcrypt, digest, true)

/**
 * Checks Django's `bcrypt`. Only the first 72 bytes of the password count, so passwords with the same beginning are
 * equal. New hashes never use this format.
 */
export const plainBcrypt = (bcrypt: Bcrypt): HashFormat =>
  bcryptOver(bcrypt, (password) => (password.includes("\0") ? null : password), false)

const bcryptOver =
  (bcrypt: Bcrypt, prepare: (password: string) => string | null, isPreferred: boolean): HashFormat =>
  (text) => {
    const [, digits = "", salt = "", checksum = ""] = pattern.exec(text) ?? []
    const cost = Number(digits)
    if (cost < MIN_COST || cost > MAX_COST) return null
    return {
      matches: (password) => {
        const prepared = prepare(password)
        // 2a and 2y name the same function in every library that Django has used.
        const hash = bcrypt.hashSync(prepared ?? "", `$2b$${digits}$${salt}`)
        return sameText(hash.slice(-checksum.length), checksum) && prepared !== null
      },
      bcryptCost: cost,
      isPreferred,
    }
  }

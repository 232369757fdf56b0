import { createHash } from "node:crypto"
import { type HashFormat, sameText } from "./stored-hash.ts"

/** The part of the package `bcrypt` that is used. */
export interface Bcrypt {
  readonly genSaltSync: (cost: number) => string
  readonly hashSync: (password: string, salt: string) => string
}

/** bcrypt's own lower bound, and an upper one: cost 16 takes some seconds, and each step doubles it. */
export const MIN_COST = 4
export const MAX_COST = 16

const pattern = /^\$2[aby]\$(\d\d)\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})$/

/** What Django's `bcrypt_sha256` hands to bcrypt: hex digits, so that neither 72 bytes nor NUL end a password early. */
export const digest = (password: string): string => createHash("sha256").update(password).digest("hex")

/** Django's `bcrypt_sha256`, which is what is written here: bcrypt over the hex SHA-256 of the password. */
export const bcryptSha256 = (bcrypt: Bcrypt): HashFormat => bcryptOver(bcrypt, digest, true)

/**
 * Django's `bcrypt`: only the first 72 bytes of a password count, so two passwords that begin alike are one to such
 * a hash. Nothing is written in it.
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
        // 2a and 2y name the same function in every library that Django ever used.
        const hash = bcrypt.hashSync(prepared ?? "", `$2b$${digits}$${salt}`)
        return sameText(hash.slice(-checksum.length), checksum) && prepared !== null
      },
      bcryptCost: cost,
      isPreferred,
    }
  }

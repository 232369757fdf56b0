import * as crypto from "node:crypto"
import { type HashFormat, sameText, wholeNumber } from "./stored-hash.ts"

/** In KiB. Django uses 100 MiB. */
const MAX_MEMORY = 2 ** 18
/** Memory times passes, in KiB. The limit allows a few seconds of work. */
const MAX_WORK = 2 ** 21

const pattern = /^(argon2id|argon2i|argon2d)\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/**
 * Checks Django's `argon2`, version 1.3 (RFC 9106). Node supports Argon2 since 24.7. On older versions such a hash
 * never matches.
 */
export const argon2: HashFormat = (text) => {
  const [, variety, m = "", t = "", p = "", salt = "", hash = ""] = pattern.exec(text) ?? []
  if (variety !== "argon2id" && variety !== "argon2i" && variety !== "argon2d") return null
  const memory = wholeNumber(m, MAX_MEMORY)
  const passes = wholeNumber(t, 1024)
  const parallelism = wholeNumber(p, 64)
  const nonce = Buffer.from(salt, "base64")
  const tagLength = Buffer.from(hash, "base64").length
  if (memory === null || passes === null || parallelism === null || memory * passes > MAX_WORK) return null
  if (memory < 8 * parallelism || nonce.length < 8 || tagLength < 4 || tagLength > 128) return null
  const { argon2Sync } = crypto
  if (typeof argon2Sync !== "function") return null
  const work = { nonce, parallelism, tagLength, memory, passes }
  return {
    matches: (password) => {
      const tag = argon2Sync(variety, { message: Buffer.from(password), ...work })
      return sameText(tag.toString("base64").replace(/=+$/, ""), hash)
    },
    bcryptCost: null,
    isPreferred: false,
  }
}

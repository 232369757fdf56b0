import { pbkdf2Sync } from "node:crypto"
import { type HashFormat, sameText, wholeNumber } from "./stored-hash.ts"

/** The limit allows a few seconds of work. Django's default is about 1.5 million and grows with every version. */
const MAX_ITERATIONS = 10_000_000

/**
 * Checks Django's `pbkdf2_sha256` (32 bytes) and `pbkdf2_sha1` (20 bytes): `iterations$salt$base64` with a literal
 * salt.
 */
export const pbkdf2 =
  (algorithm: "sha256" | "sha1"): HashFormat =>
  (text) => {
    const [digits = "", salt = "", hash = "", ...rest] = text.split("$")
    const iterations = wholeNumber(digits, MAX_ITERATIONS)
    if (iterations === null || salt === "" || rest.length > 0) return null
    const bytes = algorithm === "sha256" ? 32 : 20
    return {
      matches: (password) =>
        sameText(pbkdf2Sync(password, salt, iterations, bytes, algorithm).toString("base64"), hash),
      bcryptCost: null,
      isPreferred: false,
    }
  }

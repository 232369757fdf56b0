import { scryptSync } from "node:crypto"
import { type HashFormat, sameText, wholeNumber } from "./stored-hash.ts"

/** Memory is 128 bytes times N times r. Django uses 16 MB; the limit allows 256 MB. */
const MAX_N_TIMES_R = 2 ** 21
/** Time grows with N times r times p. The limit allows a few seconds of work. */
const MAX_WORK = 2 ** 23
const BYTES = 64

/** Checks Django's `scrypt` (since 4.0): `N$salt$r$p$base64`, 64 bytes, with a literal salt. */
export const scrypt: HashFormat = (text) => {
  const [n = "", salt = "", r = "", p = "", hash = "", ...rest] = text.split("$")
  const N = wholeNumber(n, MAX_N_TIMES_R)
  const blockSize = wholeNumber(r, 1024)
  const parallelism = wholeNumber(p, 1024)
  if (N === null || blockSize === null || parallelism === null || salt === "" || rest.length > 0) return null
  const memory = N * blockSize
  // RFC 7914: N is a power of two greater than 1.
  if (N === 1 || !Number.isInteger(Math.log2(N)) || memory > MAX_N_TIMES_R || memory * parallelism > MAX_WORK)
    return null
  const options = { N, r: blockSize, p: parallelism, maxmem: 128 * (memory + blockSize * (parallelism + 2)) }
  return {
    matches: (password) => sameText(scryptSync(password, salt, BYTES, options).toString("base64"), hash),
    bcryptCost: null,
    isPreferred: false,
  }
}

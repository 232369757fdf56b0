import { timingSafeEqual } from "node:crypto"

/** A parsed password hash. */
export interface StoredHash {
  /** Checks the password. Synchronous and deliberately slow. */
  readonly matches: (password: string) => boolean
  /** bcrypt's cost, or `null` for another function. */
  readonly bcryptCost: number | null
  /** Whether new hashes are written in this format. */
  readonly isPreferred: boolean
}

/** Parses what follows `<algorithm>$` in a hash. Returns `null` when it is malformed or exceeds the work limit. */
export type HashFormat = (text: string) => StoredHash | null

/** Compares in constant time. The lengths are not secret. */
export const sameText = (one: string, other: string): boolean => {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** Parses a whole number as Python writes it (no sign, no leading zero) from 1 to `max`. Returns `null` otherwise. */
export const wholeNumber = (text: string, max: number): number | null => {
  if (!/^[1-9]\d{0,8}$/.test(text)) return null
  const number = Number(text)
  return number <= max ? number : null
}

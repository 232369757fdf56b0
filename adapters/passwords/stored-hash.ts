import { timingSafeEqual } from "node:crypto"

/** A stored hash whose text was understood, ready for the work of checking a password. */
export interface StoredHash {
  /** Whether the password belongs to the hash. Synchronous, and slow on purpose. */
  readonly matches: (password: string) => boolean
  /** bcrypt's cost where the work is bcrypt's, `null` where it is another function's. */
  readonly bcryptCost: number | null
  /** Whether new hashes are written in this format. */
  readonly isPreferred: boolean
}

/** Reads what follows `<algorithm>$` in a hash; `null` where it is malformed or asks for more work than is sane. */
export type HashFormat = (text: string) => StoredHash | null

/** Compares without telling by its duration where two texts differ; their lengths are no secret. */
export const sameText = (one: string, other: string): boolean => {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** A whole number as Python writes it (no sign, no leading zero) from 1 to `max`; otherwise `null`. */
export const wholeNumber = (text: string, max: number): number | null => {
  if (!/^[1-9]\d{0,8}$/.test(text)) return null
  const number = Number(text)
  return number <= max ? number : null
}

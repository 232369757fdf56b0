import { createHmac } from "node:crypto"
import type { AnyShop } from "./shop.ts"

/** Without letters that look like digits or like each other (Crockford's base 32). */
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
const GROUPS = 3
const GROUP_LENGTH = 4

/**
 * Returns the code that creates the first admin of a shop in the back office: 60 bits that follow from the token keys, so
 * that all processes have the same. It is rejected once the shop has an admin. The shop must have token keys.
 */
export const setupCode = ({ derivedKeys }: Pick<AnyShop, "derivedKeys">): string => {
  const [key] = derivedKeys("first admin")
  if (key === undefined) throw new Error("A code for the first admin needs `secret` or `tokens` of openShop.")
  const bytes = createHmac("sha256", key).update("setup code").digest()
  const signs = Array.from({ length: GROUPS * GROUP_LENGTH }, (_, i) => SIGNS[(bytes[i] ?? 0) % SIGNS.length])
  return Array.from({ length: GROUPS }, (_, i) => signs.slice(i * GROUP_LENGTH, (i + 1) * GROUP_LENGTH).join("")).join(
    "-",
  )
}

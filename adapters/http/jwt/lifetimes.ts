import type { TokenLifetimes } from "../../../application/account/token-settings.ts"
import { checkWhole } from "../bodies/check-whole.ts"

/** simplejwt's defaults: five minutes and one day. */
export const defaultLifetimes: TokenLifetimes = { access: 5 * 60, refresh: 24 * 60 * 60 }

/** Returns the lifetimes. Throws RangeError if one is not a whole number of seconds, at least 1. */
export const checkedLifetimes = (lifetimes: TokenLifetimes): TokenLifetimes => {
  for (const [token, seconds] of Object.entries(lifetimes)) checkWhole(`lifetimes.${token}`, seconds, 1)
  return lifetimes
}

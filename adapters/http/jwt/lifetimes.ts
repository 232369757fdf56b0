import type { TokenLifetimes } from "../../../application/account/token-settings.ts"
import { checkWhole } from "../bodies/check-whole.ts"

/** simplejwt's: five minutes and a day. */
export const defaultLifetimes: TokenLifetimes = { access: 5 * 60, refresh: 24 * 60 * 60 }

/** Lifetimes that tokens can tell: whole seconds, at least one. Throws where they are anything else. */
export const checkedLifetimes = (lifetimes: TokenLifetimes): TokenLifetimes => {
  for (const [token, seconds] of Object.entries(lifetimes)) checkWhole(`lifetimes.${token}`, seconds, 1)
  return lifetimes
}

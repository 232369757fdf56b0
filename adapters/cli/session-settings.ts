import type { ShopOptions } from "../../composition/settings.ts"
import { variable } from "./command.ts"
import { UsageError } from "./failure.ts"

export type SessionSettings = Pick<ShopOptions, "sessionPolicy" | "foreignTokens">

export const sessionHelp = `  SHOPWRIGHT_SESSION_IDLE_TTL
                      seconds after its last use at which an opaque token (ecommerce-backend) expires
                      (default 7776000, which is 90 days)
  SHOPWRIGHT_MAX_SESSIONS
                      the most open sessions of one account; a further sign-in ends the oldest (default 100)
  SHOPWRIGHT_FOREIGN_TOKENS_UNTIL
                      the date until which tokens of another simplejwt server with the same key are accepted, such as
                      2027-01-31 or 2027-01-31T12:00:00Z (default: they are rejected)
`

/** Reads the variables for sessions and tokens. */
export const readSessionSettings = (): SessionSettings => {
  const idleSeconds = whole("SHOPWRIGHT_SESSION_IDLE_TTL", "a whole number of seconds", 60, 315_360_000)
  const maxPerAccount = whole("SHOPWRIGHT_MAX_SESSIONS", "a whole number", 1, 1_000_000)
  const acceptUntil = date("SHOPWRIGHT_FOREIGN_TOKENS_UNTIL")
  return {
    sessionPolicy: {
      ...(idleSeconds !== undefined && { idleSeconds }),
      ...(maxPerAccount !== undefined && { maxPerAccount }),
    },
    foreignTokens: acceptUntil === undefined ? undefined : { acceptUntil },
  }
}

const whole = (name: string, what: string, min: number, max: number): number | undefined => {
  const text = variable(name)
  if (text === undefined) return undefined
  if (/^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max) return Number(text)
  throw new UsageError(`${name} must be ${what} from ${min} to ${max}, not '${text}'`)
}

const date = (name: string): Date | undefined => {
  const text = variable(name)
  if (text === undefined) return undefined
  const isIso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?$/.test(text)
  const parsed = new Date(isIso ? text : Number.NaN)
  // `Date` converts 2027-02-30 to March 2.
  if (Number.isFinite(parsed.getTime()) && parsed.toISOString().startsWith(text.slice(0, 10))) return parsed
  throw new UsageError(`${name} must be a date such as 2027-01-31 or 2027-01-31T12:00:00Z, not '${text}'`)
}

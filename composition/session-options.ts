import { defaultSessionPolicy, type SessionPolicy } from "../domain/account/session-policy.ts"
import type { ShopOptions } from "./settings.ts"

type SessionOptions = Pick<ShopOptions, "sessionPolicy" | "foreignTokens">

/** Returns the session policy with its defaults. */
export const sessionPolicyOf = ({ sessionPolicy = {} }: SessionOptions): SessionPolicy => ({
  idleSeconds: sessionPolicy.idleSeconds ?? defaultSessionPolicy.idleSeconds,
  maxPerAccount: sessionPolicy.maxPerAccount ?? defaultSessionPolicy.maxPerAccount,
})

const MIN_IDLE_SECONDS = 60
/** Ten years. Longer times are more likely milliseconds. */
const MAX_IDLE_SECONDS = 10 * 365 * 24 * 60 * 60

/** Throws when the options are out of range. */
export const checkSessionOptions = (options: SessionOptions): void => {
  const { idleSeconds, maxPerAccount } = sessionPolicyOf(options)
  if (!(Number.isInteger(idleSeconds) && idleSeconds >= MIN_IDLE_SECONDS && idleSeconds <= MAX_IDLE_SECONDS))
    throw new RangeError(
      `sessionPolicy.idleSeconds must be a whole number from ${MIN_IDLE_SECONDS} to ${MAX_IDLE_SECONDS}, not ${idleSeconds}.`,
    )
  if (!(Number.isInteger(maxPerAccount) && maxPerAccount >= 1 && maxPerAccount <= 1_000_000))
    throw new RangeError(`sessionPolicy.maxPerAccount must be a whole number from 1 to 1000000, not ${maxPerAccount}.`)
  const until = options.foreignTokens?.acceptUntil
  if (options.foreignTokens !== undefined && !(until instanceof Date && Number.isFinite(until.getTime())))
    throw new RangeError("foreignTokens.acceptUntil must be a valid date.")
}

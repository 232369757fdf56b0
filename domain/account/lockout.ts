import { countedTime } from "../recorded-time.ts"
import type { SignInPolicy } from "./sign-in-policy.ts"

/** The failures within the window, and when the last of them was. */
export interface RecentFailures {
  readonly count: number
  readonly last: Date | null
}

/**
 * Returns how long the lockout lasts in whole seconds, or 0 if an attempt is allowed now. The lockout begins with the
 * failure that reaches the limit. Each further failure doubles it, up to the policy's longest wait.
 */
export const lockoutSeconds = (
  { count, last }: RecentFailures,
  limit: number,
  policy: SignInPolicy,
  now: Date,
): number => {
  if (count < limit || last === null) return 0
  const wait = Math.min(policy.longestWaitSeconds, policy.firstWaitSeconds * 2 ** Math.min(count - limit, 30))
  const passed = (now.getTime() - countedTime(last, now).getTime()) / 1000
  return Math.max(0, Math.ceil(wait - passed))
}

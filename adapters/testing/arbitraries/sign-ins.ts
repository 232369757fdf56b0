import fc from "fast-check"
import type { RecentFailures } from "../../../domain/account/lockout.ts"
import type { SignInPolicy } from "../../../domain/account/sign-in-policy.ts"
import { anyTime } from "./values.ts"

/**
 * Generates a sign-in policy: limits from 1, waits from a second to an hour, the first wait at most as long as the
 * longest. Shrinks to 1 for every value.
 *
 * @example
 * const bounded = fc.property(anySignInPolicy, (policy) => policy.firstWaitSeconds <= policy.longestWaitSeconds)
 * fc.assert(bounded)
 */
export const anySignInPolicy: fc.Arbitrary<SignInPolicy> = fc
  .record({
    perAccount: fc.integer({ min: 1, max: 100 }),
    perAddress: fc.integer({ min: 1, max: 1000 }),
    atOncePerAccount: fc.integer({ min: 1, max: 100 }),
    registrationsPerAddress: fc.integer({ min: 1, max: 1000 }),
    windowSeconds: fc.integer({ min: 1, max: 86_400 }),
    firstWaitSeconds: fc.integer({ min: 1, max: 3600 }),
    longer: fc.nat(3600),
  })
  .map(({ longer, ...policy }) => ({
    ...policy,
    longestWaitSeconds: Math.min(3600, policy.firstWaitSeconds + longer),
  }))

/**
 * Generates recent failures: up to 400 within the window, with the time of the last one. Shrinks to none.
 *
 * @example
 * fc.assert(fc.property(anyRecentFailures, ({ count, last }) => (last === null) === (count === 0)))
 */
export const anyRecentFailures: fc.Arbitrary<RecentFailures> = fc
  .record({ count: fc.nat(400), last: anyTime })
  .map(({ count, last }) => ({ count, last: count === 0 ? null : last }))

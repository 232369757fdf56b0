import fc from "fast-check"
import type { RecentFailures, SignInPolicy } from "../../../domain/account/sign-in-policy.ts"
import { anyTime } from "./values.ts"

/**
 * How a shop may slow failed sign-ins: limits from 1, waits from a second to an hour, the first no longer than the
 * longest. Shrinks to 1 in everything.
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
    windowSeconds: fc.integer({ min: 1, max: 86_400 }),
    firstWaitSeconds: fc.integer({ min: 1, max: 3600 }),
    longer: fc.nat(3600),
  })
  .map(({ longer, ...policy }) => ({
    ...policy,
    longestWaitSeconds: Math.min(3600, policy.firstWaitSeconds + longer),
  }))

/**
 * What failed within the window: up to 400 sign-ins, and when the last of them was; shrinks to none.
 *
 * @example
 * fc.assert(fc.property(anyRecentFailures, ({ count, last }) => (last === null) === (count === 0)))
 */
export const anyRecentFailures: fc.Arbitrary<RecentFailures> = fc
  .record({ count: fc.nat(400), last: anyTime })
  .map(({ count, last }) => ({ count, last: count === 0 ? null : last }))

import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { lockoutSeconds, type RecentFailures } from "../../../domain/account/lockout.ts"
import { defaultSignInPolicy, type SignInPolicy } from "../../../domain/account/sign-in-policy.ts"

const NOON = new Date("2026-03-01T12:00:00.000Z")
const noonPlus = (milliseconds: number): Date => new Date(NOON.getTime() + milliseconds)

const anyPolicy: fc.Arbitrary<SignInPolicy> = fc.record({
  perAccount: fc.integer({ min: 1, max: 20 }),
  perAddress: fc.integer({ min: 1, max: 500 }),
  atOncePerAccount: fc.integer({ min: 1, max: 100 }),
  registrationsPerAddress: fc.integer({ min: 1, max: 1000 }),
  windowSeconds: fc.integer({ min: 60, max: 3600 }),
  firstWaitSeconds: fc.integer({ min: 1, max: 60 }),
  longestWaitSeconds: fc.integer({ min: 1, max: 600 }),
})
/** The last failure lies up to an hour ago, or in the future of a clock that is slow. */
const anyFailures: fc.Arbitrary<RecentFailures> = fc
  .record({ count: fc.nat(10_000), ago: fc.integer({ min: -60_000, max: 3_600_000 }) })
  .map(({ count, ago }) => ({ count, last: count === 0 ? null : noonPlus(-ago) }))

describe("a lockout after failed sign-ins", () => {
  it("lasts 0 seconds below the limit, whole seconds above it, and at most the maximum", () =>
    fc.assert(
      fc.property(anyPolicy, anyFailures, (policy, failures) => {
        const wait = lockoutSeconds(failures, policy.perAccount, policy, NOON)
        expect(Number.isInteger(wait)).toBe(true)
        expect(wait).toBeGreaterThanOrEqual(0)
        expect(wait).toBeLessThanOrEqual(policy.longestWaitSeconds)
        if (failures.count < policy.perAccount) expect(wait).toBe(0)
      }),
    ))

  it("ends exactly at the returned second", () =>
    fc.assert(
      fc.property(anyPolicy, anyFailures, (policy, failures) => {
        const at = (milliseconds: number) => lockoutSeconds(failures, policy.perAccount, policy, noonPlus(milliseconds))
        const wait = at(0)
        fc.pre(wait > 0 && (failures.last === null || failures.last <= NOON))
        expect(at(wait * 1000)).toBe(0)
        expect(at((wait - 1) * 1000)).toBe(1)
      }),
    ))

  it("does not decrease with more failures", () =>
    fc.assert(
      fc.property(anyPolicy, fc.nat(100), fc.nat(100), (policy, count, more) => {
        const wait = (failures: number) =>
          lockoutSeconds({ count: failures, last: NOON }, policy.perAccount, policy, NOON)
        expect(wait(count + more)).toBeGreaterThanOrEqual(wait(count))
      }),
    ))

  it("doubles from five seconds to a minute, from the sixth failure on an account", () => {
    const { perAccount, perAddress } = defaultSignInPolicy
    const waits = Array.from({ length: 8 }, (_, i) =>
      lockoutSeconds({ count: perAccount - 1 + i, last: NOON }, perAccount, defaultSignInPolicy, NOON),
    )
    expect([perAccount, perAddress]).toEqual([6, 300])
    expect(waits).toEqual([0, 5, 10, 20, 40, 60, 60, 60])
    expect(lockoutSeconds({ count: 6, last: NOON }, 6, defaultSignInPolicy, noonPlus(1))).toBe(5)
    expect(lockoutSeconds({ count: 6, last: NOON }, 6, defaultSignInPolicy, noonPlus(4001))).toBe(1)
  })
})

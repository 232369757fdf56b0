import { Effect } from "effect"
import { RegistrationThrottled } from "../../domain/account/errors.ts"
import { networkOf } from "../../domain/account/network.ts"
import type { SignInPolicy } from "../../domain/account/sign-in-policy.ts"
import type { Clock } from "../ports/clock.ts"
import type { SignInAttempts } from "../ports/sign-in-attempts.ts"

export interface RateLimitRegistrationsPorts {
  readonly attempts: SignInAttempts
  readonly policy: SignInPolicy
  readonly clock: Clock
}

/** Counts a registration from an address. Rejects it when its network has used up the allowance. */
export type RateLimitRegistrations = (address: string) => Effect.Effect<void, RegistrationThrottled>

/** Counts registrations beside failed sign-ins, under a key that no sign-in uses. */
export const makeRateLimitRegistrations = ({
  attempts,
  policy,
  clock,
}: RateLimitRegistrationsPorts): RateLimitRegistrations =>
  Effect.fnUntraced(function* (address) {
    const now = clock.now()
    const since = new Date(now.getTime() - policy.windowSeconds * 1000)
    const key = `registration from ${networkOf(address)}`
    const { id, onAccount, underWay } = yield* attempts.begin({ account: key, address: key }, since, now)
    if (onAccount.count + underWay < policy.registrationsPerAddress) return yield* attempts.fail(id)
    yield* attempts.withdraw(id)
    const retryAfterSeconds = Math.max(1, Math.min(policy.longestWaitSeconds, policy.windowSeconds))
    return yield* new RegistrationThrottled({ retryAfterSeconds })
  })

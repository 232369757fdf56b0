import { Effect } from "effect"
import { MailThrottled, RegistrationThrottled } from "../../domain/account/errors.ts"
import { networkOf } from "../../domain/account/network.ts"
import type { SignInPolicy } from "../../domain/account/sign-in-policy.ts"
import type { Clock } from "../ports/clock.ts"
import type { SignInAttempts } from "../ports/sign-in-attempts.ts"

export interface RateLimitPorts {
  readonly attempts: SignInAttempts
  readonly policy: SignInPolicy
  readonly clock: Clock
}

/** Counts a registration from an address. Rejects it when its network has used up the allowance. */
export type RateLimitRegistrations = (address: string) => Effect.Effect<void, RegistrationThrottled>

/** Counts a request for a mail from an address. The allowance is as large as that for registrations. */
export type RateLimitMails = (address: string) => Effect.Effect<void, MailThrottled>

/** Counts requests in the records of failed sign-ins, under a key that no sign-in uses. Fails with the seconds to wait. */
const rateLimit = ({ attempts, policy, clock }: RateLimitPorts, what: string) =>
  Effect.fnUntraced(function* (address: string) {
    const now = clock.now()
    const since = new Date(now.getTime() - policy.windowSeconds * 1000)
    const key = `${what} from ${networkOf(address)}`
    const { id, onAccount, underWay } = yield* attempts.begin({ account: key, address: key }, since, now)
    if (onAccount.count + underWay < policy.registrationsPerAddress) return yield* attempts.fail(id)
    yield* attempts.withdraw(id)
    return yield* Effect.fail(Math.max(1, Math.min(policy.longestWaitSeconds, policy.windowSeconds)))
  })

export const makeRateLimitRegistrations = (ports: RateLimitPorts): RateLimitRegistrations => {
  const count = rateLimit(ports, "registration")
  return (address) =>
    Effect.mapError(count(address), (retryAfterSeconds) => new RegistrationThrottled({ retryAfterSeconds }))
}

export const makeRateLimitMails = (ports: RateLimitPorts): RateLimitMails => {
  const count = rateLimit(ports, "mail")
  return (address) => Effect.mapError(count(address), (retryAfterSeconds) => new MailThrottled({ retryAfterSeconds }))
}

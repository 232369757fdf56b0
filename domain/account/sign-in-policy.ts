/**
 * Limits failed sign-ins and registrations. Accounts are never locked: after each failure past a limit, the caller has
 * to wait. Each network has its own allowance at each account. A network is an IPv4 address or the first 48 bits of an
 * IPv6 address.
 */
export interface SignInPolicy {
  /** The failures at one account from one network within the window, after which the next attempt has to wait. */
  readonly perAccount: number
  /** The same for all accounts together, from one address. */
  readonly perAddress: number
  /** The maximum number of concurrent attempts at one account from one network. */
  readonly atOncePerAccount: number
  /** The maximum number of registrations from one network within the window. */
  readonly registrationsPerAddress: number
  readonly windowSeconds: number
  /** The wait after the first failure past the limit. It doubles with each further failure. */
  readonly firstWaitSeconds: number
  /** The longest wait. It is short because people who share a network also share its allowance. */
  readonly longestWaitSeconds: number
}

/**
 * Allows 6 failures at an account from a network, 300 failures from an address, and 1,000 registrations from a network
 * within 15 minutes. Then failed sign-ins cause waits of 5 to 60 seconds.
 *
 * @example
 * const signInPolicy = { perAccount: defaultSignInPolicy.perAccount / 2 }
 * const strict = await openShop({ database: "memory", signInPolicy })
 */
export const defaultSignInPolicy: SignInPolicy = {
  perAccount: 6,
  perAddress: 300,
  atOncePerAccount: 32,
  registrationsPerAddress: 1000,
  windowSeconds: 15 * 60,
  firstWaitSeconds: 5,
  longestWaitSeconds: 60,
}

/** The failures within the window, and when the last of them was. */
export interface RecentFailures {
  readonly count: number
  readonly last: Date | null
}

/** Returns the wait before the next attempt in whole seconds, or 0 if it is allowed now. */
export const waitSeconds = (
  { count, last }: RecentFailures,
  limit: number,
  policy: SignInPolicy,
  now: Date,
): number => {
  if (count < limit || last === null) return 0
  const wait = Math.min(policy.longestWaitSeconds, policy.firstWaitSeconds * 2 ** Math.min(count - limit, 30))
  // A time in the future comes from another process's clock and counts as now.
  const passed = Math.max(0, now.getTime() - last.getTime()) / 1000
  return Math.max(0, Math.ceil(wait - passed))
}

/** How failed sign-ins are slowed. Nobody is locked out: after each failure past the limit one only has to wait. */
export interface SignInPolicy {
  /** From this many failures on one account within the window, the next try has to wait. */
  readonly perAccount: number
  /** The same for all accounts tried from one address. */
  readonly perAddress: number
  /** How many tries at one account may be under way at once; one more has to come back. */
  readonly atOncePerAccount: number
  readonly windowSeconds: number
  /** The wait after the first failure past the limit; it doubles with each further one. */
  readonly firstWaitSeconds: number
  /** The longest wait: short, so that nobody can keep another person out for long. */
  readonly longestWaitSeconds: number
}

/**
 * Six failures on an account, or 300 from an address, in a quarter of an hour; then waits of 5 to 60 seconds.
 *
 * @example
 * const signInPolicy = { perAccount: defaultSignInPolicy.perAccount / 2 }
 * const strict = await openShop({ database: "memory", signInPolicy })
 */
export const defaultSignInPolicy: SignInPolicy = {
  perAccount: 6,
  perAddress: 300,
  atOncePerAccount: 32,
  windowSeconds: 15 * 60,
  firstWaitSeconds: 5,
  longestWaitSeconds: 60,
}

/** The failures within the window, and when the last of them was. */
export interface RecentFailures {
  readonly count: number
  readonly last: Date | null
}

/** How long until the next try is let in, in whole seconds; 0 when it may come now. */
export const waitSeconds = (
  { count, last }: RecentFailures,
  limit: number,
  policy: SignInPolicy,
  now: Date,
): number => {
  if (count < limit || last === null) return 0
  const wait = Math.min(policy.longestWaitSeconds, policy.firstWaitSeconds * 2 ** Math.min(count - limit, 30))
  // A failure that another process's clock puts into the future is of this moment.
  const passed = Math.max(0, now.getTime() - last.getTime()) / 1000
  return Math.max(0, Math.ceil(wait - passed))
}

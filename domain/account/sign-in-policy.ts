/**
 * Limits failed sign-ins and registrations. A lockout is temporary: after each failure past a limit, the network or the
 * address has to wait. Other networks can sign in to the account meanwhile. A network is an IPv4 address or the first 48
 * bits of an IPv6 address. Each value is a whole number from 0 to 2,147,483,647.
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

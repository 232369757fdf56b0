import { defaultSignInPolicy, type SignInPolicy } from "../domain/account/sign-in-policy.ts"
import type { ShopOptions } from "./settings.ts"

type SignInOptions = Pick<ShopOptions, "signInPolicy">

/** Returns the sign-in policy. A value that is missing or undefined has its default. */
export const signInPolicyOf = ({ signInPolicy: given = {} }: SignInOptions): SignInPolicy => ({
  perAccount: given.perAccount ?? defaultSignInPolicy.perAccount,
  perAddress: given.perAddress ?? defaultSignInPolicy.perAddress,
  atOncePerAccount: given.atOncePerAccount ?? defaultSignInPolicy.atOncePerAccount,
  registrationsPerAddress: given.registrationsPerAddress ?? defaultSignInPolicy.registrationsPerAddress,
  windowSeconds: given.windowSeconds ?? defaultSignInPolicy.windowSeconds,
  firstWaitSeconds: given.firstWaitSeconds ?? defaultSignInPolicy.firstWaitSeconds,
  longestWaitSeconds: given.longestWaitSeconds ?? defaultSignInPolicy.longestWaitSeconds,
})

const MAX = 2_147_483_647

/** Throws when a value is out of range. No comparison holds for NaN, so a limit of NaN would allow everything. */
export const checkSignInOptions = (options: SignInOptions): void => {
  for (const [name, value] of Object.entries(signInPolicyOf(options)))
    if (!(Number.isInteger(value) && value >= 0 && value <= MAX))
      throw new RangeError(`signInPolicy.${name} must be a whole number from 0 to ${MAX}, not ${value}.`)
}

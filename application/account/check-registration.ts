import { Effect } from "effect"
import {
  defaultRegistrationRules,
  type Registration,
  type RegistrationRules,
  register,
} from "../../domain/account/registration.ts"
import type { CommonPasswords } from "../ports/common-passwords.ts"
import type { PhoneNumbers } from "../ports/phone-numbers.ts"

export interface CheckRegistrationPorts {
  readonly commonPasswords: CommonPasswords
  readonly phones: PhoneNumbers
  /** The rules that apply when the caller passes none. */
  readonly registration?: RegistrationRules
}

/** Returns a function that decides on a registration by the given rules, or by the shop's. */
export const makeCheckRegistration =
  ({ commonPasswords, phones, registration: usual = defaultRegistrationRules }: CheckRegistrationPorts) =>
  (registration: Registration, rules = usual) =>
    Effect.flatMap(commonPasswords.contains(registration.password), (isCommon) =>
      Effect.fromResult(register(registration, rules, phones.toE164, isCommon)),
    )

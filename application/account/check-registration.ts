import { Effect } from "effect"
import {
  defaultRegistrationRules,
  type Registration,
  type RegistrationRules,
  register,
} from "../../domain/account/registration.ts"
import type { MetadataRules } from "../../domain/metadata-rules.ts"
import type { CommonPasswords } from "../ports/common-passwords.ts"
import type { PhoneNumbers } from "../ports/phone-numbers.ts"

export interface CheckRegistrationPorts {
  readonly commonPasswords: CommonPasswords
  readonly phones: PhoneNumbers
  /** The rules that apply when the caller passes none. */
  readonly registration?: RegistrationRules
  readonly metadata?: MetadataRules | undefined
}

/** Returns a function that decides on a registration by the given rules, or by the shop's. */
export const makeCheckRegistration =
  ({ commonPasswords, phones, registration: usual = defaultRegistrationRules, metadata }: CheckRegistrationPorts) =>
  (registration: Registration, rules = usual) =>
    Effect.flatMap(commonPasswords.contains(registration.password), (isCommon) =>
      Effect.fromResult(register(registration, rules, phones.toE164, isCommon, metadata?.account)),
    )

import { Result } from "effect"
import fc from "fast-check"
import { type Account, AccountId, type NewAccount } from "../../../domain/account/account.ts"
import { defaultRegistrationRules, register } from "../../../domain/account/registration.ts"
import { anyEmail, anyPhoneNumber, anyUsername } from "./identifiers.ts"
import { anyMetadata } from "./metadata.ts"
import { anyId } from "./values.ts"

/** The identifiers of an account: a user name and other identifiers, or other identifiers only. */
const anyIdentifiers = fc
  .record({
    username: anyUsername,
    email: fc.option(anyEmail, { nil: undefined }),
    phone: fc.option(anyPhoneNumber, { nil: undefined }),
    isNameless: fc.boolean(),
  })
  .map(({ username, email, phone, isNameless }) => ({
    username: isNameless && (email !== undefined || phone !== undefined) ? undefined : username,
    email,
    phone,
  }))

/**
 * Generates a new account: of a buyer, an admin or an inactive person. Has at least one identifier. Shrinks to an
 * active buyer with only the user name `a` and no metadata.
 *
 * @example
 * fc.assert(fc.property(anyNewAccount, ({ email, signsInByEmail }) => email !== null || !signsInByEmail))
 */
export const anyNewAccount: fc.Arbitrary<NewAccount> = fc
  .record({
    identifiers: anyIdentifiers,
    signsInByEmail: fc.boolean(),
    isAdmin: fc.boolean(),
    isInactive: fc.boolean(),
    metadata: fc.option(anyMetadata),
  })
  .map(({ identifiers, signsInByEmail, isAdmin, isInactive, metadata }) => {
    const rules = { ...defaultRegistrationRules, required: [], signsInByEmail }
    const registration = { ...identifiers, metadata, password: "a password that no account keeps" }
    const { account } = Result.getOrThrow(register(registration, rules, (text) => text))
    return { ...account, isAdmin, isActive: !isInactive }
  })

/**
 * Generates a stored account. Shrinks to account 1, an active buyer with only the user name `a`.
 *
 * @example
 * fc.assert(fc.property(anyAccount, ({ username, email, phone }) => (username ?? email ?? phone) !== null))
 */
export const anyAccount: fc.Arbitrary<Account> = fc
  .record({ id: anyId, account: anyNewAccount })
  .map(({ id, account: { signsInByEmail: _, metadata: __, ...account } }) => ({
    ...account,
    externalId: null,
    id: AccountId(id),
  }))

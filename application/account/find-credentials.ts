import { Effect, Result } from "effect"
import {
  EMAIL_MAX_LENGTH,
  emailAddress,
  emailKey,
  type Identifier,
  type IdentifierKind,
  phoneNumber,
  usernameKey,
} from "../../domain/account/identifier.ts"
import type { Accounts, Credentials } from "../ports/accounts.ts"
import type { PhoneNumbers } from "../ports/phone-numbers.ts"

/** The text that a person typed as their login, and the kinds of identifier it may be. */
export interface Login {
  readonly login: string
  readonly by: ReadonlyArray<IdentifierKind>
}

const LOGIN_MAX_LENGTH = EMAIL_MAX_LENGTH

/** The accounts that a login identifies. */
export interface Candidates {
  /**
   * Each account once, in the order of `by`. There can be several: one person's user name may be another person's
   * phone number.
   */
  readonly accounts: ReadonlyArray<Credentials>
  /** Names attempts when no account was found. Equal for all spellings that would identify the same account. */
  readonly known: string
}

/** Finds the accounts that a login identifies. */
export const findCredentials = Effect.fnUntraced(function* (
  { accounts, phones }: { readonly accounts: Accounts; readonly phones: PhoneNumbers },
  { login, by }: Login,
): Effect.fn.Return<Candidates> {
  // No identifier is longer. Normalization of a long text would take long.
  if (login.length > LOGIN_MAX_LENGTH) return { accounts: [], known: login.slice(0, LOGIN_MAX_LENGTH) }
  const identifiers = by.flatMap((kind) => read(kind, login, phones) ?? [])
  const found = new Map<number, Credentials>()
  for (const identifier of identifiers) {
    const credentials = yield* accounts.find(identifier)
    if (credentials !== null && !found.has(credentials.account.id)) found.set(credentials.account.id, credentials)
  }
  const [first] = identifiers
  const known = first === undefined ? login : first.kind === "email" ? emailKey(first.value) : first.value
  return { accounts: [...found.values()], known }
})

const read = (kind: IdentifierKind, login: string, phones: PhoneNumbers): Identifier | null => {
  switch (kind) {
    case "username":
      return { kind, value: usernameKey(login) }
    case "email": {
      const value = emailAddress(login)
      return Result.isSuccess(value) ? { kind, value: value.success } : null
    }
    case "phone": {
      const value = phoneNumber(login, phones.toE164)
      return Result.isSuccess(value) ? { kind, value: value.success } : null
    }
  }
}

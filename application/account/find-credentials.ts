import { Effect, Result } from "effect"
import {
  emailAddress,
  type Identifier,
  type IdentifierKind,
  phoneNumber,
  usernameKey,
} from "../../domain/account/identifier.ts"
import type { Accounts, Credentials } from "../ports/accounts.ts"
import type { PhoneNumbers } from "../ports/phone-numbers.ts"

/**
 * The text that a person typed as their login, and the kinds of identifier it may be. The first kind that belongs to an
 * account wins.
 */
export interface Login {
  readonly login: string
  readonly by: ReadonlyArray<IdentifierKind>
}

/** Finds the account that a login identifies. */
export const findCredentials = Effect.fnUntraced(function* (
  { accounts, phones }: { readonly accounts: Accounts; readonly phones: PhoneNumbers },
  { login, by }: Login,
): Effect.fn.Return<Credentials | null> {
  for (const kind of by) {
    const identifier = read(kind, login, phones)
    const found = identifier === null ? null : yield* accounts.find(identifier)
    if (found !== null) return found
  }
  return null
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

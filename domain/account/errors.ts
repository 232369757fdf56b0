import { Data } from "effect"
import type { InvalidField } from "../invalid-field.ts"
import type { AccountId } from "./account.ts"
import type { IdentifierKind } from "./identifier.ts"

/** The details of a registration break the shop's rules: all faults at once. */
export class RegistrationRefused extends Data.TaggedError("RegistrationRefused")<{
  readonly faults: ReadonlyArray<InvalidField>
}> {}

/** Details of a profile break the shop's rules: all faults at once. */
export class ProfileRefused extends Data.TaggedError("ProfileRefused")<{
  readonly faults: ReadonlyArray<InvalidField>
}> {}

/** Somebody else already signs in with this identifier. */
export class IdentifierTaken extends Data.TaggedError("IdentifierTaken")<{
  readonly identifier: IdentifierKind
}> {}

/** No active account matches the identifier and password: which of the two was wrong is not told. */
export class InvalidCredentials extends Data.TaggedError("InvalidCredentials") {}

/** Too many sign-ins failed lately; a right password does not help until the wait is over. */
export class SignInThrottled extends Data.TaggedError("SignInThrottled")<{
  /** In whole seconds, at least 1. */
  readonly retryAfterSeconds: number
}> {}

/** The caller has no open session. */
export class NotAuthenticated extends Data.TaggedError("NotAuthenticated") {}

/** The caller's account was deactivated. */
export class AccountInactive extends Data.TaggedError("AccountInactive") {}

/** The caller is known and may not do this. */
export class NotPermitted extends Data.TaggedError("NotPermitted") {}

/** No account has this id. */
export class UnknownAccount extends Data.TaggedError("UnknownAccount")<{
  readonly account: AccountId
}> {}

/** A new password needs the current one beside it. */
export class CurrentPasswordMissing extends Data.TaggedError("CurrentPasswordMissing") {}

/** What was given as the current password is not it. */
export class CurrentPasswordWrong extends Data.TaggedError("CurrentPasswordWrong") {}

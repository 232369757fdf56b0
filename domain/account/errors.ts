import { Data } from "effect"
import type { InvalidField } from "../invalid-field.ts"

/** The details of a registration break the shop's rules: all faults at once. */
export class RegistrationRefused extends Data.TaggedError("RegistrationRefused")<{
  readonly faults: ReadonlyArray<InvalidField>
}> {}

/** Somebody else already signs in with this identifier. */
export class IdentifierTaken extends Data.TaggedError("IdentifierTaken")<{
  readonly identifier: "username"
}> {}

/** No active account matches the identifier and password: which of the two was wrong is not told. */
export class InvalidCredentials extends Data.TaggedError("InvalidCredentials") {}

/** The caller has no open session. */
export class NotAuthenticated extends Data.TaggedError("NotAuthenticated") {}

/** The caller is known and may not do this. */
export class NotPermitted extends Data.TaggedError("NotPermitted") {}

import type { InvalidToken } from "../../../../application/ports/token-pairs.ts"
import type { IdentifierKind } from "../../../../domain/account/identifier.ts"
import type { ErrorResponses, ErrorsOf } from "../../dialect/dialect.ts"
import { json } from "../../dialect/response.ts"
import { ruleMessage } from "../../drf/messages.ts"
import { badRequest, invalid, storeUnavailable, throttled, unavailable } from "../../drf/responses.ts"
import { refusedWith } from "../../jwt/bearer-scheme.ts"
import { BAD_DATE, BAD_EMAIL, BAD_PHONE, BAD_USERNAME } from "./messages.ts"

/** The errors of the use cases that this dialect calls. */
export type DialectErrors = ErrorsOf<"register" | "obtainTokenPair"> | InvalidToken

/** The domain fields that have other names in this API, and its own messages for malformed values. */
const fields: { readonly [field: string]: { readonly name?: string; readonly malformed?: string } | undefined } = {
  username: { malformed: BAD_USERNAME },
  email: { malformed: BAD_EMAIL },
  phone: { name: "phone_number", malformed: BAD_PHONE },
  postalCode: { name: "postal_code" },
  birthdate: { malformed: BAD_DATE },
}

const fieldNames: { readonly [Kind in IdentifierKind]: string } = {
  username: "username",
  email: "email",
  phone: "phone number",
}

/**
 * This dialect's responses to the shop's errors. The document uses `error` for taken identifiers and invalid tokens.
 */
export const errorResponses = {
  InvalidCredentials: () => refusedWith({ error: "Invalid credentials" }),
  InvalidToken: () => refusedWith({ error: "Token is invalid or expired" }),
  IdentifierTaken: ({ identifier }) =>
    json(400, { error: `A user with this ${fieldNames[identifier]} already exists.` }),
  RegistrationRefused: ({ faults }) =>
    invalid(
      Object.fromEntries(
        faults.map(({ field, rule }) => [fields[field]?.name ?? field, [ruleMessage(rule, fields[field]?.malformed)]]),
      ),
    ),
  SignInThrottled: ({ retryAfterSeconds }) => throttled(retryAfterSeconds),
  RegistrationThrottled: ({ retryAfterSeconds }) => throttled(retryAfterSeconds),
  PasswordsBusy: ({ retryAfterSeconds }) => unavailable(retryAfterSeconds),
  StoreUnavailable: storeUnavailable,
  // This dialect accepts no pictures.
  PictureRefused: () => badRequest,
  PicturesBusy: () => unavailable(1),
} satisfies ErrorResponses<DialectErrors>

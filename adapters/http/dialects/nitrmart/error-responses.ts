import type { InvalidField } from "../../../../domain/invalid-field.ts"
import type { ErrorResponses } from "../../dialect/dialect.ts"
import { json } from "../../dialect/response.ts"
import { ruleMessage } from "../../drf/messages.ts"
import { invalid, notFound, notPermitted, storeUnavailable, throttled, unavailable } from "../../drf/responses.ts"
import { refusedWith } from "../../jwt/bearer-scheme.ts"
import type { DialectErrors } from "./dialect-errors.ts"
import { BAD_EMAIL, pictureMessage } from "./messages.ts"
import { wireNames } from "./profile-shape.ts"

/** This dialect's responses to the shop's errors. Some messages of its document are plain texts, not lists. */
export const errorResponses = (emailDomains: ReadonlyArray<string>) =>
  ({
    InvalidCredentials: () => refusedWith({ detail: "No active account found with the given credentials" }),
    InvalidToken: () => refusedWith({ detail: "Token is invalid or expired", code: "token_not_valid" }),
    SignInThrottled: ({ retryAfterSeconds }) => throttled(retryAfterSeconds),
    RegistrationThrottled: ({ retryAfterSeconds }) => throttled(retryAfterSeconds),
    PasswordsBusy: ({ retryAfterSeconds }) => unavailable(retryAfterSeconds),
    StoreUnavailable: storeUnavailable,
    IdentifierTaken: ({ identifier }) => invalid({ [identifier]: [`user with this ${identifier} already exists.`] }),
    RegistrationRefused: ({ faults }) =>
      faults.some(({ field, rule }) => field === "email" && rule.kind === "not-allowed")
        ? json(400, { email: `Only ${emailDomains.map((name) => `@${name}`).join(", ")} email addresses are allowed.` })
        : invalid(byField(faults)),
    ProfileRefused: ({ faults }) => invalid(byField(faults)),
    CurrentPasswordMissing: () =>
      json(400, { current_password: "Current password is required to update the password." }),
    CurrentPasswordWrong: () => json(400, { current_password: "Current password is incorrect." }),
    PictureRefused: ({ fault }) =>
      json(fault.kind === "too-many-bytes" ? 413 : 400, { profile_picture: [pictureMessage(fault)] }),
    PicturesBusy: () => unavailable(1),
    NotPermitted: () => notPermitted,
    UnknownAccount: () => notFound,
  }) satisfies ErrorResponses<DialectErrors>

const byField = (faults: ReadonlyArray<InvalidField>) =>
  Object.fromEntries(
    faults.map(({ field, rule }) => [
      wireNames[field] ?? field,
      [ruleMessage(rule, field === "email" ? BAD_EMAIL : undefined)],
    ]),
  )

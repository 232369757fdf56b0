import type { InvalidToken } from "../../../../application/ports/token-pairs.ts"
import type { IdentifierKind } from "../../../../domain/account/identifier.ts"
import type { Answers, ErrorsOf } from "../../dialect.ts"
import { badRequest, invalid, throttled, unavailable } from "../../drf/replies.ts"
import { words } from "../../drf/words.ts"
import { refusedWith } from "../../jwt/bearer-scheme.ts"
import { json } from "../../reply.ts"
import { BAD_DATE, BAD_EMAIL, BAD_PHONE, BAD_USERNAME } from "./words.ts"

/** All that the use cases of this dialect can fail with. */
export type Served = ErrorsOf<"register" | "obtainTokenPair"> | InvalidToken

/** The domain's names that are others on the wire, and words of their own for what is malformed. */
const fields: { readonly [field: string]: { readonly name?: string; readonly malformed?: string } | undefined } = {
  username: { malformed: BAD_USERNAME },
  email: { malformed: BAD_EMAIL },
  phone: { name: "phone_number", malformed: BAD_PHONE },
  postalCode: { name: "postal_code" },
  birthdate: { malformed: BAD_DATE },
}

const called: { readonly [Kind in IdentifierKind]: string } = {
  username: "username",
  email: "email",
  phone: "phone number",
}

/** How this dialect answers the shop's errors. The document says `error` of what a store or a key refuses. */
export const answers = {
  InvalidCredentials: () => refusedWith({ error: "Invalid credentials" }),
  InvalidToken: () => refusedWith({ error: "Token is invalid or expired" }),
  IdentifierTaken: ({ identifier }) => json(400, { error: `A user with this ${called[identifier]} already exists.` }),
  RegistrationRefused: ({ faults }) =>
    invalid(
      Object.fromEntries(
        faults.map(({ field, rule }) => [fields[field]?.name ?? field, [words(rule, fields[field]?.malformed)]]),
      ),
    ),
  SignInThrottled: ({ retryAfterSeconds }) => throttled(retryAfterSeconds),
  PasswordsBusy: ({ retryAfterSeconds }) => unavailable(retryAfterSeconds),
  // Nobody sends a picture here.
  PictureRefused: () => badRequest,
  PicturesBusy: () => unavailable(1),
} satisfies Answers<Served>

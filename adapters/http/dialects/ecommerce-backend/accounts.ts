import { Effect, Result } from "effect"
import type { Session } from "../../../../application/ports/sessions.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { EMAIL_MAX_LENGTH, emailAddress, USERNAME_MAX_LENGTH, username } from "../../../../domain/account/identifier.ts"
import { checkPassword } from "../../../../domain/account/password.ts"
import type { RegistrationRules } from "../../../../domain/account/registration.ts"
import { object } from "../../drf/field.ts"
import { charField, textBy } from "../../drf/text-fields.ts"
import type { Endpoint } from "../../endpoint.ts"
import { json } from "../../reply.ts"
import { endpoint } from "./scheme.ts"
import { BAD_EMAIL, BAD_USERNAME } from "./words.ts"

/** `users/register`, `users/login` and `users/logout`: section 1 of the document. */
export const accountEndpoints = (
  shop: Pick<UseCases, "register" | "logIn" | "logOut">,
  rules: RegistrationRules,
): ReadonlyArray<Endpoint<Session>> => [
  endpoint({
    method: "POST",
    path: "users/register",
    access: "public",
    body: object({
      username: textBy(username, { maxLength: USERNAME_MAX_LENGTH, malformed: BAD_USERNAME }),
      email: textBy(emailAddress, { maxLength: EMAIL_MAX_LENGTH, malformed: BAD_EMAIL }),
      password: textBy((text) => Result.map(checkPassword(text, rules.password), () => text), { trim: false }),
    }),
    handle: ({ body }) =>
      Effect.map(shop.register(body, rules), ({ id, username, email }) => json(201, { id, username, email })),
  }),
  endpoint({
    method: "POST",
    path: "users/login",
    access: "public",
    body: object({ username: charField(), password: charField({ trim: false }) }),
    handle: ({ body }) =>
      Effect.map(shop.logIn(body), ({ token, account }) =>
        json(200, { token, user_id: account.id, username: account.username }),
      ),
  }),
  endpoint({
    method: "POST",
    path: "users/logout",
    access: "authenticated",
    handle: ({ caller }) => Effect.as(shop.logOut(caller.id), loggedOut),
  }),
]

const loggedOut = json(200, { message: "Logged out successfully" })

import { Effect, Result } from "effect"
import type { UseCases } from "../../../../application/use-cases.ts"
import { EMAIL_MAX_LENGTH, emailAddress, USERNAME_MAX_LENGTH, username } from "../../../../domain/account/identifier.ts"
import { checkPassword } from "../../../../domain/account/password.ts"
import type { RegistrationRules } from "../../../../domain/account/registration.ts"
import { json } from "../../dialect/response.ts"
import { object } from "../../drf/field.ts"
import { charField, knownPassword, LOGIN_MAX_LENGTH, validatedField } from "../../drf/text-fields.ts"
import { clientAddress } from "../../server/client-address.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { BAD_EMAIL, BAD_USERNAME } from "./messages.ts"

/** Returns the endpoints `users/register`, `users/login` and `users/logout` (section 1 of the document). */
export const accountEndpoints = (
  shop: Pick<UseCases, "register" | "logIn" | "endSession">,
  rules: RegistrationRules,
): Endpoints => [
  endpoint({
    method: "POST",
    path: "users/register",
    access: "public",
    ignoresCredentials: true,
    body: object({
      username: validatedField(username, { maxLength: USERNAME_MAX_LENGTH, malformed: BAD_USERNAME }),
      email: validatedField(emailAddress, { maxLength: EMAIL_MAX_LENGTH, malformed: BAD_EMAIL }),
      password: validatedField((text) => Result.map(checkPassword(text, rules.password), () => text), {
        trim: false,
        maxLength: rules.password.maxLength,
      }),
    }),
    handle: ({ body, request }) =>
      Effect.map(
        shop.register({ ...body, address: clientAddress(request) }, rules),
        ({ account: { id, username, email } }) => json(201, { id, username, email }),
      ),
  }),
  endpoint({
    method: "POST",
    path: "users/login",
    access: "public",
    ignoresCredentials: true,
    body: object({ username: charField({ maxLength: LOGIN_MAX_LENGTH }), password: knownPassword }),
    handle: ({ body: { username, password }, request }) =>
      Effect.map(
        shop.logIn({ login: username, by: ["username"], password, address: clientAddress(request) }),
        ({ token, account }) => json(200, { token, user_id: account.id, username: account.username }),
      ),
  }),
  endpoint({
    method: "POST",
    path: "users/logout",
    access: "authenticated",
    handle: ({ caller }) => Effect.as(shop.endSession(caller.account, caller.id), loggedOut),
  }),
]

const loggedOut = json(200, { message: "Logged out successfully" })

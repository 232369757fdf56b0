import { Effect, Result } from "effect"
import type { UseCases } from "../../../../application/use-cases.ts"
import { EMAIL_MAX_LENGTH, emailAddress, USERNAME_MAX_LENGTH, username } from "../../../../domain/account/identifier.ts"
import { checkPassword } from "../../../../domain/account/password.ts"
import type { RegistrationRules } from "../../../../domain/account/registration.ts"
import { json } from "../../dialect/response.ts"
import { named, orNull, record, text, whole } from "../../dialect/schema.ts"
import { object } from "../../drf/field.ts"
import { charField, knownPassword, LOGIN_MAX_LENGTH, validatedField } from "../../drf/text-fields.ts"
import { clientAddress } from "../../server/client-address.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { BAD_EMAIL, BAD_USERNAME } from "./messages.ts"

const TAG = "Authentication"

const userSchema = named(
  "User",
  record<{ id: number; username: string | null; email: string | null }>({
    id: whole({ examples: [1] }),
    username: orNull(text({ examples: ["testuser"] })),
    email: orNull(text({ examples: ["test@example.com"] })),
  }),
)

const signedInSchema = named(
  "SignedIn",
  record<{ token: string; user_id: number; username: string | null }>({
    token: text({ description: "Send it as `Authorization: Token TOKEN`.", examples: ["abc123xyz"] }),
    user_id: whole({ examples: [1] }),
    username: orNull(text({ examples: ["testuser"] })),
  }),
)

const loggedOutSchema = named("SignedOut", record<{ message: string }>({ message: text() }))

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
    docs: {
      id: "register",
      tag: TAG,
      summary: "Register",
      calls: ["register"],
      returns: [{ status: 201, description: "The new user.", schema: userSchema }],
      example: { username: "testuser", email: "test@example.com", password: "test12345" },
    },
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
    docs: {
      id: "logIn",
      tag: TAG,
      summary: "Sign in",
      calls: ["logIn"],
      returns: [{ status: 200, description: "The token, and whose it is.", schema: signedInSchema }],
      example: { username: "testuser", password: "test12345" },
    },
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
    docs: {
      id: "logOut",
      tag: TAG,
      summary: "Sign out",
      calls: ["endSession"],
      returns: [{ status: 200, description: "Signed out.", schema: loggedOutSchema }],
    },
    handle: ({ caller }) => Effect.as(shop.endSession(caller.account, caller.id), loggedOut),
  }),
]

const loggedOut = json(200, { message: "Logged out successfully" })

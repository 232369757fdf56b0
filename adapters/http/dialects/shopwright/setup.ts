import { createHash, timingSafeEqual } from "node:crypto"
import { Effect, Result } from "effect"
import type { UseCases } from "../../../../application/use-cases.ts"
import { operator } from "../../../../domain/account/actor.ts"
import { EMAIL_MAX_LENGTH, emailAddress, USERNAME_MAX_LENGTH, username } from "../../../../domain/account/identifier.ts"
import { checkPassword } from "../../../../domain/account/password.ts"
import type { RegistrationRules } from "../../../../domain/account/registration.ts"
import { checkedText, object, optional, text } from "../../dialect/json/fields.ts"
import { json } from "../../dialect/response.ts"
import { named, record, truth } from "../../dialect/schema.ts"
import { formatIdentity, identitySchema } from "./account-view.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { problem } from "./problem.ts"

interface Setup {
  readonly needsAdmin: boolean
  readonly isEmpty: boolean
}

const setupSchema = named(
  "Setup",
  record<Setup>({
    needsAdmin: truth({ description: "Whether the first admin can be created here, with the code of the server." }),
    isEmpty: truth({ description: "Whether the shop has no categories, so no products." }),
  }),
)

const CODE_MAX_LENGTH = 100

/** 403: the server has another code, or none. */
const wrongCode = problem("setup-code-refused", "The code is not the one that this server printed.", {
  errors: [{ pointer: "/code", detail: "is not the code that this server printed" }],
})

/** Codes are compared without case, spaces and hyphens, and in constant time. */
const digest = (code: string): Buffer =>
  createHash("sha256")
    .update(code.toUpperCase().replaceAll(/[^0-9A-Z]/g, ""))
    .digest()

const TAG = "Sign-in"

/** Returns the endpoints of a shop's first minutes. Without a `code`, no admin can be created here. */
export const setupEndpoints = (
  shop: Pick<UseCases, "searchAccounts" | "listCategories" | "createFirstAdmin">,
  { code, password }: { readonly code: string | null; readonly password: RegistrationRules["password"] },
): Endpoints => {
  const hasAdmin = Effect.map(
    Effect.suspend(() => shop.searchAccounts(operator, { isAdmin: true, limit: 1 })),
    ({ accounts }) => accounts.length > 0,
  )
  const rules: RegistrationRules = { required: ["username"], signsInByEmail: true, password }
  return [
    endpoint({
      method: "GET",
      path: "setup",
      access: "public",
      ignoresCredentials: true,
      docs: {
        id: "getSetup",
        tag: TAG,
        summary: "Show what a new shop lacks",
        calls: ["searchAccounts", "listCategories"],
        returns: [{ status: 200, description: "What is missing.", schema: setupSchema }],
      },
      handle: () =>
        Effect.gen(function* () {
          const needsAdmin = code !== null && !(yield* hasAdmin)
          const isEmpty = (yield* shop.listCategories()).length === 0
          return json(200, { needsAdmin, isEmpty } satisfies Setup, { "Cache-Control": "no-store" })
        }),
    }),
    endpoint({
      method: "POST",
      path: "setup/admin",
      access: "public",
      ignoresCredentials: true,
      body: object({
        code: text(CODE_MAX_LENGTH),
        username: checkedText(USERNAME_MAX_LENGTH, username),
        email: optional(checkedText(EMAIL_MAX_LENGTH, emailAddress, { format: "email" }), undefined),
        password: checkedText(password.maxLength, (typed) => Result.map(checkPassword(typed, password), () => typed), {
          minLength: password.minLength,
          format: "password",
        }),
      }),
      docs: {
        id: "createFirstAdmin",
        tag: TAG,
        summary: "Create the first admin",
        description:
          "With the code that `serve` prints to standard error while the shop has no admin. Afterwards the code is rejected.",
        calls: ["createFirstAdmin"],
        returns: [{ status: 201, description: "The admin. Sign in next.", schema: identitySchema }],
        rejects: [wrongCode],
        example: { code: "7GQ2-K9PM-4XWD", username: "owner", password: "a-long-password" },
      },
      handle: ({ body: { code: sent, ...registration } }) =>
        Effect.gen(function* () {
          if (code === null || !timingSafeEqual(digest(sent), digest(code))) return wrongCode
          const { account } = yield* shop.createFirstAdmin(registration, rules)
          return json(201, formatIdentity(account))
        }),
    }),
  ]
}

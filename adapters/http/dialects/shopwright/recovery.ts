import { Effect, Result } from "effect"
import type { PasswordLink } from "../../../../application/account/create-password-link.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { AccountId } from "../../../../domain/account/account.ts"
import { EMAIL_MAX_LENGTH } from "../../../../domain/account/identifier.ts"
import { checkPassword } from "../../../../domain/account/password.ts"
import type { RegistrationRules } from "../../../../domain/account/registration.ts"
import { checkedText, object, text } from "../../dialect/json/fields.ts"
import { type HttpResponse, json, noContent } from "../../dialect/response.ts"
import { named, orNull, record, text as textSchema } from "../../dialect/schema.ts"
import { clientAddress } from "../../server/client-address.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { loginKinds } from "./tokens.ts"

const TAG = "Accounts"
const TOKEN_MAX_LENGTH = 200

/** 202: a mail is sent in the background. */
const accepted: HttpResponse = { ...noContent, status: 202 }
const token = text(TOKEN_MAX_LENGTH, { description: "From the fragment of the link." })
const exampleToken = "5f0c2c6f1d0b4f0f8f2a9c7a1b3d5e7f90123456"

const formatLink = ({ token, url, expiresAt }: PasswordLink) => ({ token, url, expiresAt: expiresAt.toISOString() })

const linkSchema = named(
  "PasswordLink",
  record<ReturnType<typeof formatLink>>({
    token: textSchema({ description: "Works once. The shop does not show it again.", examples: [exampleToken] }),
    url: orNull(textSchema({ description: "The shop's page with the token. `null` if the shop has not set one." })),
    expiresAt: textSchema({ format: "date-time" }),
  }),
)

/** Returns the endpoints for forgotten passwords and for confirming e-mail addresses. */
export const recoveryEndpoints = (
  shop: Pick<
    UseCases,
    "requestPasswordReset" | "resetPassword" | "createPasswordLink" | "requestEmailVerification" | "verifyEmail"
  >,
  { password: rule }: RegistrationRules,
): Endpoints => [
  endpoint({
    method: "POST",
    path: "password-resets",
    access: "public",
    ignoresCredentials: true,
    body: object({
      login: text(EMAIL_MAX_LENGTH, { description: "An e-mail address, a user name or a phone number." }),
    }),
    docs: {
      id: "requestPasswordReset",
      tag: TAG,
      summary: "Request a mail to choose a new password",
      description:
        "The response is the same whether an account signs in with this login or not. The mail goes to the address of " +
        "the account. Its link works once, for 30 minutes. An account receives at most 5 such mails in that time.",
      calls: ["requestPasswordReset"],
      returns: [{ status: 202, description: "If the account exists, it receives a mail.", schema: null }],
      example: { login: "mia@example.com" },
    },
    handle: ({ body, request }) =>
      Effect.as(shop.requestPasswordReset({ ...body, by: loginKinds, address: clientAddress(request) }), accepted),
  }),
  endpoint({
    method: "POST",
    path: "password-resets/complete",
    access: "public",
    ignoresCredentials: true,
    body: object({
      token,
      password: checkedText(rule.maxLength, (password) => Result.map(checkPassword(password, rule), () => password), {
        minLength: rule.minLength,
        format: "password",
      }),
    }),
    docs: {
      id: "completePasswordReset",
      tag: TAG,
      summary: "Choose a new password with a link",
      description: "The link is one from a mail, or one that an admin created. Ends all sessions of the account.",
      calls: ["resetPassword"],
      returns: [{ status: 204, description: "The password is changed.", schema: null }],
      example: { token: exampleToken, password: "another-long-password" },
    },
    handle: ({ body }) => Effect.as(shop.resetPassword(body), noContent),
  }),
  endpoint({
    method: "POST",
    path: "accounts/:account/password-links",
    access: "admin",
    docs: {
      id: "createPasswordLink",
      tag: TAG,
      summary: "Create a link to choose a new password",
      description: "For admins. The link works once, for 24 hours, and replaces earlier links of the account.",
      calls: ["createPasswordLink"],
      returns: [{ status: 201, description: "The link.", schema: linkSchema }],
    },
    handle: ({ caller, path }) =>
      Effect.map(shop.createPasswordLink(caller.account, { account: AccountId(path.account) }), (link) =>
        json(201, formatLink(link), { "Cache-Control": "no-store" }),
      ),
  }),
  endpoint({
    method: "POST",
    path: "email-verifications",
    access: "authenticated",
    docs: {
      id: "requestEmailVerification",
      tag: TAG,
      summary: "Request a mail to confirm your address",
      description: "Does nothing if the account is verified already.",
      calls: ["requestEmailVerification"],
      returns: [{ status: 202, description: "The mail is sent in the background.", schema: null }],
    },
    handle: ({ caller, request }) =>
      Effect.as(shop.requestEmailVerification(caller.account, { address: clientAddress(request) }), accepted),
  }),
  endpoint({
    method: "POST",
    path: "email-verifications/complete",
    access: "public",
    ignoresCredentials: true,
    body: object({ token }),
    docs: {
      id: "completeEmailVerification",
      tag: TAG,
      summary: "Confirm an e-mail address with a link",
      calls: ["verifyEmail"],
      returns: [{ status: 204, description: "The account is verified.", schema: null }],
      example: { token: exampleToken },
    },
    handle: ({ body }) => Effect.as(shop.verifyEmail(body), noContent),
  }),
]

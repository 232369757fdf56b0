import { Effect, Result } from "effect"
import type { UpdateProfileCommand } from "../../../../application/account/profile.ts"
import type { PhoneNumbers } from "../../../../application/ports/phone-numbers.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { AccountId } from "../../../../domain/account/account.ts"
import {
  EMAIL_MAX_LENGTH,
  emailAddress,
  PHONE_MAX_LENGTH,
  phoneNumber,
  USERNAME_MAX_LENGTH,
  username,
} from "../../../../domain/account/identifier.ts"
import { checkPassword } from "../../../../domain/account/password.ts"
import { birthdate, type ProfileDetails, profileLengths } from "../../../../domain/account/profile.ts"
import type { RegistrationRules } from "../../../../domain/account/registration.ts"
import { siteOf } from "../../browser/site.ts"
import { checkedText, file, nullable, object, optional, text } from "../../dialect/json/fields.ts"
import { type HttpResponse, noContent } from "../../dialect/response.ts"
import { clientAddress } from "../../server/client-address.ts"
import { accountSchema, versionedAccount } from "./account-view.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import type { Caller } from "./scheme.ts"
import { PASSWORD_MAX_LENGTH } from "./tokens.ts"
import { editHeaders, editRejections, namesVersion, resource, stale, staleEdit, versionHeaders } from "./versions.ts"

export interface AccountSettings {
  readonly rules: RegistrationRules
  readonly phones: PhoneNumbers
  /** The largest picture, in bytes. */
  readonly maxPictureBytes: number
}

const BIRTHDATE_LENGTH = 10

const detail = (max: number) => optional(text(max), undefined)

/** The details of a profile. Those that are missing keep their values. */
const profile = object({
  firstName: detail(profileLengths.firstName),
  lastName: detail(profileLengths.lastName),
  address: detail(profileLengths.address),
  postalCode: detail(profileLengths.postalCode),
  contactPhone: detail(profileLengths.contactPhone),
  birthdate: optional(nullable(checkedText(BIRTHDATE_LENGTH, birthdate, { format: "date" })), undefined),
  bio: detail(profileLengths.bio),
  year: detail(profileLengths.year),
  branch: detail(profileLengths.branch),
  rollNumber: detail(profileLengths.rollNumber),
})

type Sent = { readonly [Name in keyof ProfileDetails]: ProfileDetails[Name] | undefined }

/** Returns the submitted details. */
const given = (sent: Sent | undefined): Partial<ProfileDetails> =>
  Object.fromEntries(Object.entries(sent ?? {}).filter(([, value]) => value !== undefined))

const TAG = "Accounts"
/** Allows own accounts, and all accounts for admins. The use cases check the same after the body was read. */
const permits = ({ account }: Caller, { account: id }: { readonly account: number }): boolean =>
  account.isAdmin || account.id === id
/** Stands for the caller's own account in a path. */
const own = (caller: Caller): AccountId => caller.account.id

/** Returns the endpoints of accounts. */
export const accountEndpoints = (
  shop: Pick<UseCases, "register" | "viewProfile" | "updateProfile">,
  { rules, phones, maxPictureBytes }: AccountSettings,
): Endpoints => {
  const newPassword = checkedText(
    rules.password.maxLength,
    (password) => Result.map(checkPassword(password, rules.password), () => password),
    { minLength: rules.password.minLength, format: "password" },
  )
  const upload = { field: "picture", maxBytes: maxPictureBytes }
  const update = (caller: Caller, command: UpdateProfileCommand) =>
    Effect.catchTag(shop.updateProfile(caller.account, command, rules.password), "ProfileChanged", Effect.die)
  /** The two addresses of an account: its own, and `me` for the caller. */
  const addresses = [
    { path: "me", of: "Own", article: "your own account", idOf: own },
    { path: "accounts/:account", of: "", article: "an account", idOf: (_: Caller, id: number) => AccountId(id) },
  ] as const
  return [
    endpoint({
      method: "POST",
      path: "accounts",
      access: "public",
      ignoresCredentials: true,
      body: object({
        email: optional(checkedText(EMAIL_MAX_LENGTH, emailAddress, { format: "email" }), undefined),
        username: optional(checkedText(USERNAME_MAX_LENGTH, username), undefined),
        phone: optional(
          checkedText(PHONE_MAX_LENGTH, (typed) => phoneNumber(typed, phones.toE164)),
          undefined,
        ),
        password: newPassword,
        profile: optional(profile, undefined),
      }),
      docs: {
        id: "register",
        tag: TAG,
        summary: "Register",
        description: `Creates an account. It signs in with each identifier that is given. Required: ${rules.required.join(", ") || "none"}.`,
        calls: ["register"],
        returns: [
          {
            status: 201,
            description: "The account.",
            schema: accountSchema,
            headers: { ...versionHeaders, Location: "The account's address." },
          },
        ],
        example: { email: "mia@example.com", password: "a-long-password", profile: { firstName: "Mia" } },
      },
      handle: ({ body: { profile, ...identity }, request, prefix }) => {
        const command = { ...identity, profile: given(profile), address: clientAddress(request) }
        return Effect.map(shop.register(command, rules), (details) => {
          const location = { Location: `${prefix}/v1/accounts/${details.account.id}` }
          return resource(request, 201, versionedAccount(details, siteOf(request, prefix)), location)
        })
      },
    }),
    ...addresses.flatMap(({ path, of, article, idOf }): Endpoints => {
      const access = "authenticated" as const
      const permission = path === "me" ? {} : { permits }
      const show = (caller: Caller, id: number) => shop.viewProfile(caller.account, idOf(caller, id))
      return [
        endpoint({
          method: "GET",
          path,
          access,
          ...permission,
          docs: {
            id: `get${of}Account`,
            tag: TAG,
            summary: `Show ${article}`,
            calls: ["viewProfile"],
            returns: [
              { status: 200, description: "The account.", schema: accountSchema, headers: versionHeaders },
              { status: 304, description: "The client has this content.", schema: null },
            ],
          },
          handle: ({ caller, path, request, prefix }) =>
            Effect.map(show(caller, pathId(path)), (details) =>
              resource(request, 200, versionedAccount(details, siteOf(request, prefix))),
            ),
        }),
        endpoint({
          method: "PATCH",
          path,
          access,
          ...permission,
          body: object({ profile }),
          docs: {
            id: `update${of}Account`,
            tag: TAG,
            summary: `Change the profile of ${article}`,
            description: "Details that are missing keep their values.",
            calls: ["viewProfile", "updateProfile"],
            returns: [{ status: 200, description: "The account.", schema: accountSchema, headers: versionHeaders }],
            headers: editHeaders,
            rejects: editRejections,
            example: { profile: { firstName: "Mia", address: "1 Park Street" } },
          },
          handle: ({ caller, path, body, request, prefix }) => {
            const base = siteOf(request, prefix)
            const account = idOf(caller, pathId(path))
            return Effect.gen(function* () {
              const before = yield* show(caller, account)
              const rejected = staleEdit(request, versionedAccount(before, base))
              if (rejected !== null) return rejected
              // The update compares the version again, so of concurrent edits one succeeds.
              const version = namesVersion(request) ? before.version : undefined
              const command = { account, details: given(body.profile), version, address: clientAddress(request) }
              return yield* shop.updateProfile(caller.account, command, rules.password).pipe(
                Effect.map((updated) => resource(request, 200, versionedAccount(updated, base))),
                Effect.catchTag("ProfileChanged", () => Effect.succeed(stale)),
              )
            })
          },
        }),
        endpoint({
          method: "PUT",
          path: `${path}/picture`,
          access,
          ...permission,
          formats: ["multipart"],
          file: upload,
          body: object({ picture: file }),
          docs: {
            id: `put${of}Picture`,
            tag: TAG,
            summary: `Replace the picture of ${article}`,
            description: "A JPEG, PNG, WebP or GIF. The shop re-encodes it without its metadata.",
            calls: ["updateProfile"],
            returns: [{ status: 200, description: "The account.", schema: accountSchema, headers: versionHeaders }],
          },
          handle: ({ caller, path, body, request, prefix }) => {
            const account = idOf(caller, pathId(path))
            const command = { account, details: {}, picture: body.picture, address: clientAddress(request) }
            return Effect.map(update(caller, command), (details) =>
              resource(request, 200, versionedAccount(details, siteOf(request, prefix))),
            )
          },
        }),
        endpoint({
          method: "DELETE",
          path: `${path}/picture`,
          access,
          ...permission,
          docs: {
            id: `delete${of}Picture`,
            tag: TAG,
            summary: `Delete the picture of ${article}`,
            calls: ["updateProfile"],
            returns: [{ status: 204, description: "There is no picture.", schema: null }],
          },
          handle: ({ caller, path, request }) => {
            const account = idOf(caller, pathId(path))
            const command = { account, details: {}, picture: null, address: clientAddress(request) }
            return Effect.as(update(caller, command), noContent)
          },
        }),
      ]
    }),
    endpoint({
      method: "PUT",
      path: "me/password",
      access: "authenticated",
      body: object({ currentPassword: text(PASSWORD_MAX_LENGTH, { format: "password" }), newPassword }),
      docs: {
        id: "changePassword",
        tag: TAG,
        summary: "Change your password",
        description: "Ends all sessions of the account, this one included.",
        calls: ["updateProfile"],
        returns: [{ status: 204, description: "The password is changed.", schema: null }],
        example: { currentPassword: "a-long-password", newPassword: "another-long-password" },
      },
      handle: ({ caller, body, request }): Effect.Effect<HttpResponse, Effect.Error<ReturnType<typeof update>>> => {
        const password = { current: body.currentPassword, next: body.newPassword }
        const command = { account: own(caller), details: {}, password, address: clientAddress(request) }
        return Effect.as(update(caller, command), noContent)
      },
    }),
  ]
}

/** The id in a path. The path of the caller's own account has none. */
const pathId = (path: { readonly account?: number }): number => path.account ?? 0

import { Effect, Result } from "effect"
import type { TokenBearer } from "../../../../application/account/token-pair.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import { AccountId } from "../../../../domain/account/account.ts"
import { EMAIL_MAX_LENGTH, emailAddress } from "../../../../domain/account/identifier.ts"
import { checkPassword } from "../../../../domain/account/password.ts"
import type { RegistrationRules } from "../../../../domain/account/registration.ts"
import type { FileUpload } from "../../bodies/read-body.ts"
import { siteOf } from "../../browser/site.ts"
import { json } from "../../dialect/response.ts"
import { object, optional } from "../../drf/field.ts"
import { charField, PASSWORD_MAX_LENGTH, validatedField } from "../../drf/text-fields.ts"
import { clientAddress } from "../../server/client-address.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { documentedProfile, documentedRegistration, documentedUpdate } from "./examples.ts"
import { BAD_EMAIL } from "./messages.ts"
import { profileSchema, registeredSchema } from "./profile-schema.ts"
import { detailsOf, firstName, formatProfile, formatRegistered, lastName, optionalFields } from "./profile-shape.ts"

/** Allows own profiles, and all profiles for admins. The use cases check the same after the body was read. */
const permits = ({ account }: TokenBearer, { id }: { readonly id: number }): boolean =>
  account.isAdmin || account.id === id

/** Returns the endpoints `users` and `users/<id>` (sections 1 and 4 of the document). */
export const userEndpoints = (
  shop: Pick<UseCases, "register" | "viewProfile" | "updateProfile">,
  rules: RegistrationRules,
  file: FileUpload,
): Endpoints => {
  const newPassword = validatedField((text) => Result.map(checkPassword(text, rules.password), () => text), {
    trim: false,
    maxLength: rules.password.maxLength,
  })
  return [
    endpoint({
      method: "POST",
      path: "users",
      access: "public",
      ignoresCredentials: true,
      body: object({
        email: validatedField(emailAddress, { maxLength: EMAIL_MAX_LENGTH, malformed: BAD_EMAIL }),
        password: newPassword,
        first_name: firstName,
        last_name: lastName,
        ...optionalFields,
      }),
      file,
      docs: {
        id: "register",
        tag: "Users",
        summary: "Register",
        calls: ["register"],
        returns: [{ status: 201, description: "The new user.", schema: registeredSchema }],
        example: documentedRegistration,
      },
      handle: ({ body, request, prefix }) => {
        const { email, password, profile_picture: picture } = body
        const profile = detailsOf(body)
        const command = { email, password, profile, picture: picture ?? undefined, address: clientAddress(request) }
        return Effect.map(shop.register(command, rules), (details) =>
          json(201, formatRegistered(details, siteOf(request, prefix))),
        )
      },
    }),
    endpoint({
      method: "GET",
      path: "users/:id",
      access: "authenticated",
      permits,
      docs: {
        id: "getProfile",
        tag: "Users",
        summary: "Show a profile",
        description: "Your own, or any profile for an admin.",
        calls: ["viewProfile"],
        returns: [{ status: 200, description: "The profile.", schema: profileSchema, example: documentedProfile }],
      },
      handle: ({ caller, path, request, prefix }) =>
        Effect.map(shop.viewProfile(caller.account, AccountId(path.id)), (details) =>
          json(200, formatProfile(details, siteOf(request, prefix))),
        ),
    }),
    endpoint({
      method: "PATCH",
      path: "users/:id",
      access: "authenticated",
      permits,
      body: object({
        first_name: optional(firstName, undefined),
        last_name: optional(lastName, undefined),
        ...optionalFields,
        password: optional(newPassword, undefined),
        current_password: optional(
          charField({ trim: false, allowBlank: true, maxLength: PASSWORD_MAX_LENGTH }),
          undefined,
        ),
      }),
      file,
      docs: {
        id: "updateProfile",
        tag: "Users",
        summary: "Change a profile",
        description: "Your own, or any profile for an admin. A new password needs the current one.",
        calls: ["updateProfile"],
        returns: [{ status: 200, description: "The profile.", schema: profileSchema, example: documentedProfile }],
        example: documentedUpdate,
      },
      handle: ({ caller, body, path, request, prefix }) => {
        const { password: next, current_password: current, profile_picture: picture } = body
        const password = next === undefined ? undefined : { current, next }
        const details = detailsOf(body)
        const command = { account: AccountId(path.id), details, picture, password, address: clientAddress(request) }
        // Without a version there is no conflict.
        const update = Effect.catchTag(
          shop.updateProfile(caller.account, command, rules.password),
          "ProfileChanged",
          Effect.die,
        )
        return Effect.map(update, (updated) => json(200, formatProfile(updated, siteOf(request, prefix))))
      },
    }),
  ]
}

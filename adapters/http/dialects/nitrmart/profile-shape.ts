import type { AccountDetails } from "../../../../application/ports/profiles.ts"
import { type ProfileDetails, profileLengths } from "../../../../domain/account/profile.ts"
import { nullable, optional } from "../../drf/field.ts"
import { fileField } from "../../drf/file-field.ts"
import { charField } from "../../drf/text-fields.ts"
import { time } from "../../drf/time.ts"

/** The path of pictures below the dialect's base path. */
export const PICTURES = "media/profile_pictures"

/** The domain fields that have other names in this API. */
export const wireNames: { readonly [field: string]: string | undefined } = {
  firstName: "first_name",
  lastName: "last_name",
  rollNumber: "roll_no",
  contactPhone: "phone_number",
  picture: "profile_picture",
}

const detail = (maxLength: number) => optional(nullable(charField({ maxLength, allowBlank: true })), undefined)

/** The optional fields. `null` stands for an empty text, or removes the picture. */
export const optionalFields = {
  year: detail(profileLengths.year),
  branch: detail(profileLengths.branch),
  roll_no: detail(profileLengths.rollNumber),
  phone_number: detail(profileLengths.contactPhone),
  bio: detail(profileLengths.bio),
  profile_picture: optional(nullable(fileField), undefined),
}

export const firstName = charField({ maxLength: profileLengths.firstName })
export const lastName = charField({ maxLength: profileLengths.lastName })

type Sent = {
  readonly [Field in "first_name" | "last_name" | Exclude<keyof typeof optionalFields, "profile_picture">]:
    | string
    | null
    | undefined
}

/** Returns the submitted details under the domain's names. Absent fields stay absent. */
export const detailsOf = (sent: Sent): Partial<ProfileDetails> => {
  const { first_name: firstName, last_name: lastName, roll_no: rollNumber, phone_number: contactPhone } = sent
  const { year, branch, bio } = sent
  const given = Object.entries({ firstName, lastName, year, branch, rollNumber, contactPhone, bio }).flatMap(
    ([name, text]) => (text === undefined ? [] : [[name, text ?? ""] as const]),
  )
  return Object.fromEntries(given)
}

/** Formats a new account in the document's order. `site` is the URL at which the client reached the dialect. */
export const formatRegistered = ({ account, profile }: AccountDetails, site: string) => ({
  email: account.email,
  first_name: profile.firstName,
  last_name: profile.lastName,
  year: profile.year || null,
  branch: profile.branch || null,
  roll_no: profile.rollNumber || null,
  phone_number: profile.contactPhone || null,
  bio: profile.bio || null,
  profile_picture: profile.picture === null ? null : `${site}/${PICTURES}/${profile.picture}`,
})

/** Formats a profile in the document's order. */
export const formatProfile = (details: AccountDetails, site: string) => ({
  id: details.account.id,
  ...formatRegistered(details, site),
  is_verified: details.profile.isVerified,
  created_at: time(details.createdAt),
  updated_at: time(details.updatedAt),
})

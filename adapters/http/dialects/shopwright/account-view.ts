import type { AccountDetails } from "../../../../application/ports/profiles.ts"
import type { Account } from "../../../../domain/account/account.ts"
import { named, orNull, record, text, truth, whole } from "../../dialect/schema.ts"
import { metadataSchema } from "./metadata.ts"
import type { Versioned } from "./versions.ts"

/** The path of pictures below the base path. */
export const PICTURES = "pictures"

/** Formats the account of a sign-in response. */
export const formatIdentity = ({ id, username, email, phone, isAdmin }: Account) => ({
  id,
  username,
  email,
  phone,
  isAdmin,
})

const identity = {
  id: whole({ minimum: 1, examples: [7] }),
  username: orNull(text({ examples: ["mia"] })),
  email: orNull(text({ examples: ["mia@example.com"] })),
  phone: orNull(text({ description: "In E.164.", examples: ["+919876543210"] })),
  isAdmin: truth({ description: "Whether the account manages the shop." }),
}

export const identitySchema = named("Identity", record<ReturnType<typeof formatIdentity>>(identity))

/** Formats an account. `base` is the URL of the API. */
export const formatAccount = ({ account, profile, metadata, createdAt, updatedAt }: AccountDetails, base: string) => ({
  ...formatIdentity(account),
  externalId: account.externalId,
  isActive: account.isActive,
  profile: {
    firstName: profile.firstName,
    lastName: profile.lastName,
    address: profile.address,
    postalCode: profile.postalCode,
    contactPhone: profile.contactPhone,
    birthdate: profile.birthdate,
    bio: profile.bio,
    year: profile.year,
    branch: profile.branch,
    rollNumber: profile.rollNumber,
  },
  picture: profile.picture === null ? null : `${base}/v1/${PICTURES}/${profile.picture}`,
  isVerified: profile.isVerified,
  metadata,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})

type ShownAccount = ReturnType<typeof formatAccount>

const detail = text({ description: "Empty if it is not given." })

export const accountSchema = named(
  "Account",
  record<ShownAccount>({
    ...identity,
    externalId: orNull(
      text({ description: "The id of the user in the host's own system.", examples: ["user_01HZX3"] }),
    ),
    isActive: truth({ description: "An inactive account cannot sign in." }),
    profile: named(
      "Profile",
      record<ShownAccount["profile"]>({
        firstName: detail,
        lastName: detail,
        address: detail,
        postalCode: detail,
        contactPhone: detail,
        birthdate: orNull(text({ format: "date" })),
        bio: detail,
        year: detail,
        branch: detail,
        rollNumber: detail,
      }),
    ),
    picture: orNull(text({ format: "uri-reference", description: "The URL of the picture." })),
    isVerified: truth({ description: "Whether the shop has verified the person." }),
    metadata: metadataSchema,
    createdAt: text({ format: "date-time" }),
    updatedAt: text({ format: "date-time" }),
  }),
)

/** An account as a versioned resource. Its version is that of its profile and its metadata. */
export const versionedAccount = (details: AccountDetails, base: string): Versioned => ({
  shown: formatAccount(details, base),
  version: String(details.version),
})

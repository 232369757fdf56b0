import type { AccountDetails } from "../../../application/ports/profiles.ts"
import { type Account, AccountId } from "../../../domain/account/account.ts"
import type { ExternalId } from "../../../domain/account/external-id.ts"
import type { EmailAddress, PhoneNumber, Username } from "../../../domain/account/identifier.ts"
import type { Profile } from "../../../domain/account/profile.ts"
import type { Metadata } from "../../../domain/metadata.ts"
import { dateOf, milliseconds } from "./time.ts"

/** The columns of an account `a`, for {@link accountOf}. */
export const accountColumns = "a.id, a.username, a.email, a.phone, a.external_id, a.is_admin, a.is_active"

export interface AccountRow {
  readonly id: number
  readonly username: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly external_id: string | null
  readonly is_admin: boolean
  readonly is_active: boolean
}

/** What was checked when it was stored is not checked again when it is read. */
export const accountOf = ({ id, username, email, phone, external_id, is_admin, is_active }: AccountRow): Account => ({
  id: AccountId(id),
  username: username as Username | null,
  email: email as EmailAddress | null,
  phone: phone as PhoneNumber | null,
  externalId: external_id as ExternalId | null,
  isAdmin: is_admin,
  isActive: is_active,
})

/** The column of each detail of a profile. */
export const profileColumns: { readonly [Detail in keyof Profile]: string } = {
  firstName: "first_name",
  lastName: "last_name",
  year: "year",
  branch: "branch",
  rollNumber: "roll_number",
  contactPhone: "contact_phone",
  bio: "bio",
  address: "address",
  postalCode: "postal_code",
  birthdate: "birthdate",
  picture: "picture",
  isVerified: "is_verified",
}

/** Returns the columns of the given details of a profile, with their values. */
export const columnsOf = (profile: Partial<Profile>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(profile).flatMap(([detail, value]) =>
      value === undefined ? [] : [[profileColumns[detail as keyof Profile], value]],
    ),
  )

const profileObject = Object.entries(profileColumns).map(([detail, column]) => `'${detail}', a.${column}`)

/** The columns of an account `a` with its whole profile and its metadata, for {@link detailsOf}. */
export const detailsColumns = `pg_catalog.json_build_object(${profileObject.join(", ")}) as profile,
  ${milliseconds("a.created_at")} as created_at, ${milliseconds("a.updated_at")} as updated_at, a.version, a.metadata,
  ${accountColumns}`

export interface DetailsRow extends AccountRow {
  readonly profile: Profile
  readonly metadata: Metadata | null
  readonly created_at: number
  readonly updated_at: number
  readonly version: number
}

export const detailsOf = (row: DetailsRow): AccountDetails => ({
  account: accountOf(row),
  profile: row.profile,
  metadata: row.metadata,
  createdAt: dateOf(row.created_at),
  updatedAt: dateOf(row.updated_at),
  version: Number(row.version),
})

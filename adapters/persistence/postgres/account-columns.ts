import type { AccountDetails } from "../../../application/ports/profiles.ts"
import { type Account, AccountId } from "../../../domain/account/account.ts"
import type { EmailAddress, PhoneNumber, Username } from "../../../domain/account/identifier.ts"
import type { Profile } from "../../../domain/account/profile.ts"
import { dateOf, milliseconds } from "./time.ts"

/** The columns of an account `a`, in the order in which {@link accountOf} takes them. */
export const accountColumns = "a.id, a.username, a.email, a.phone, a.is_admin, a.is_active"

export type AccountColumns = readonly [
  id: number,
  username: string | null,
  email: string | null,
  phone: string | null,
  isAdmin: boolean,
  isActive: boolean,
]

/** What was checked when it was stored is not checked again when it is read. */
export const accountOf = ([id, username, email, phone, isAdmin, isActive]: AccountColumns): Account => ({
  id: AccountId(id),
  username: username as Username | null,
  email: email as EmailAddress | null,
  phone: phone as PhoneNumber | null,
  isAdmin,
  isActive,
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

const profileObject = Object.entries(profileColumns).map(([detail, column]) => `'${detail}', a.${column}`)

/** The columns of an account `a` with its whole profile, in the order in which {@link detailsOf} takes them. */
export const detailsColumns = `pg_catalog.json_build_object(${profileObject.join(", ")}),
  ${milliseconds("a.created_at")}, ${milliseconds("a.updated_at")}, ${accountColumns}`

export type DetailsColumns = readonly [profile: Profile, createdAt: number, updatedAt: number, ...AccountColumns]

export const detailsOf = ([profile, createdAt, updatedAt, ...account]: DetailsColumns): AccountDetails => ({
  account: accountOf(account),
  profile,
  createdAt: dateOf(createdAt),
  updatedAt: dateOf(updatedAt),
})

import { Result } from "effect"
import { InvalidField } from "../invalid-field.ts"
import { optionalText } from "../text.ts"
import type { PictureName } from "./picture.ts"

/** What people tell of themselves; nothing of it identifies them. Empty text where they said nothing. */
export interface Profile {
  readonly firstName: string
  readonly lastName: string
  readonly year: string
  readonly branch: string
  readonly rollNumber: string
  /** A number to call, in whatever form; not the one that signs in. */
  readonly contactPhone: string
  readonly bio: string
  readonly address: string
  readonly postalCode: string
  /** A calendar day, `YYYY-MM-DD`. */
  readonly birthdate: string | null
  readonly picture: PictureName | null
  /** Whether somebody has checked who this is. */
  readonly isVerified: boolean
}

/**
 * The profile of somebody who told nothing.
 *
 * @example
 * const profile: Profile = { ...emptyProfile, firstName: "Mia" }
 */
export const emptyProfile: Profile = {
  firstName: "",
  lastName: "",
  year: "",
  branch: "",
  rollNumber: "",
  contactPhone: "",
  bio: "",
  address: "",
  postalCode: "",
  birthdate: null,
  picture: null,
  isVerified: false,
}

/** The details that their owner may write. */
export type ProfileDetails = Omit<Profile, "picture" | "isVerified">

/** The longest text of each detail, in UTF-16 units. */
export const profileLengths = {
  firstName: 150,
  lastName: 150,
  year: 20,
  branch: 100,
  rollNumber: 50,
  contactPhone: 32,
  bio: 2000,
  address: 500,
  postalCode: 20,
} as const satisfies { readonly [Detail in keyof Omit<ProfileDetails, "birthdate">]: number }

/** Checks details before they are kept: all faults at once, none where all is well. */
export const profileFaults = (details: Partial<ProfileDetails>): ReadonlyArray<InvalidField> => {
  const texts = Object.entries(profileLengths).flatMap(([detail, max]) => {
    const text = details[detail as keyof typeof profileLengths]
    const checked = text === undefined ? Result.succeed("") : optionalText(detail, text, max)
    return Result.isFailure(checked) ? [checked.failure] : []
  })
  const day = details.birthdate === undefined || details.birthdate === null ? null : birthdate(details.birthdate)
  return day !== null && Result.isFailure(day) ? [...texts, day.failure] : texts
}

/** Reads a day of the calendar, `YYYY-MM-DD` (ISO 8601), that exists. */
export const birthdate = (text: string): Result.Result<string, InvalidField> => {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined
  // A 30th of February would come back as another day.
  return day !== undefined &&
    !Number.isNaN(day.getTime()) &&
    day.toISOString().startsWith(text) &&
    !text.startsWith("0000")
    ? Result.succeed(text)
    : Result.fail(new InvalidField({ field: "birthdate", rule: { kind: "malformed" } }))
}

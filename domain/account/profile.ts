import { Result } from "effect"
import { InvalidField } from "../invalid-field.ts"
import { optionalText } from "../text.ts"
import type { PictureName } from "./picture.ts"

/** Personal details that do not identify an account. Empty text when not given. */
export interface Profile {
  readonly firstName: string
  readonly lastName: string
  readonly year: string
  readonly branch: string
  readonly rollNumber: string
  /** A contact number in any form. It is not used to sign in. */
  readonly contactPhone: string
  readonly bio: string
  readonly address: string
  readonly postalCode: string
  /** A calendar date, `YYYY-MM-DD`. */
  readonly birthdate: string | null
  readonly picture: PictureName | null
  /** Whether the person's identity has been verified. */
  readonly isVerified: boolean
}

/**
 * A profile without any details.
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

/** The details that an account's owner may change. */
export type ProfileDetails = Omit<Profile, "picture" | "isVerified">

/** The maximum length of each detail, in UTF-16 code units. */
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

/** Validates details. Returns every invalid field, or an empty list. */
export const profileFaults = (details: Partial<ProfileDetails>): ReadonlyArray<InvalidField> => {
  const texts = Object.entries(profileLengths).flatMap(([detail, max]) => {
    const text = details[detail as keyof typeof profileLengths]
    const checked = text === undefined ? Result.succeed("") : optionalText(detail, text, max)
    return Result.isFailure(checked) ? [checked.failure] : []
  })
  const day = details.birthdate === undefined || details.birthdate === null ? null : birthdate(details.birthdate)
  return day !== null && Result.isFailure(day) ? [...texts, day.failure] : texts
}

/** Reads a calendar date in the form `YYYY-MM-DD` (ISO 8601). */
export const birthdate = (text: string): Result.Result<string, InvalidField> => {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined
  // Date would turn 30 February into 1 or 2 March.
  return day !== undefined &&
    !Number.isNaN(day.getTime()) &&
    day.toISOString().startsWith(text) &&
    !text.startsWith("0000")
    ? Result.succeed(text)
    : Result.fail(new InvalidField({ field: "birthdate", rule: { kind: "malformed" } }))
}

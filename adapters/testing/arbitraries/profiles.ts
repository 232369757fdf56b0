import { Result } from "effect"
import fc from "fast-check"
import { PictureName } from "../../../domain/account/picture.ts"
import {
  birthdate,
  type Profile,
  type ProfileDetails,
  profileFaults,
  profileLengths,
} from "../../../domain/account/profile.ts"
import { anyOptionalTextUpTo } from "./values.ts"

/**
 * Generates a calendar date from year 1 to 9999, `YYYY-MM-DD`. Shrinks to `1970-01-01`.
 *
 * @example
 * fc.assert(fc.property(anyBirthdate, (day) => !Number.isNaN(Date.parse(day))))
 */
export const anyBirthdate: fc.Arbitrary<string> = fc
  .date({ min: new Date("0001-01-01T00:00:00.000Z"), max: new Date("9999-12-31T00:00:00.000Z"), noInvalidDate: true })
  .map((day) => Result.getOrThrow(birthdate(day.toISOString().slice(0, 10))))

/**
 * Generates the name of a stored picture. Shrinks to zeros and `.jpg`.
 *
 * @example
 * fc.assert(fc.property(anyPictureName, (name) => name.endsWith(".jpg") || name.endsWith(".png")))
 */
export const anyPictureName: fc.Arbitrary<PictureName> = fc
  .record({
    name: fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 32, maxLength: 32 }),
    ending: fc.constantFrom("jpg", "png"),
  })
  .map(({ name, ending }) => PictureName(`${name}.${ending}`))

/**
 * Generates profile details. Each may be empty. Shrinks to empty details.
 *
 * @example
 * fc.assert(fc.property(anyProfileDetails, ({ bio }) => bio.length <= 2000))
 */
export const anyProfileDetails: fc.Arbitrary<ProfileDetails> = fc
  .record({
    firstName: anyOptionalTextUpTo(profileLengths.firstName),
    lastName: anyOptionalTextUpTo(profileLengths.lastName),
    year: anyOptionalTextUpTo(profileLengths.year),
    branch: anyOptionalTextUpTo(profileLengths.branch),
    rollNumber: anyOptionalTextUpTo(profileLengths.rollNumber),
    contactPhone: anyOptionalTextUpTo(profileLengths.contactPhone),
    bio: anyOptionalTextUpTo(profileLengths.bio),
    address: anyOptionalTextUpTo(profileLengths.address),
    postalCode: anyOptionalTextUpTo(profileLengths.postalCode),
    birthdate: fc.option(anyBirthdate),
  })
  .map((details) => {
    const [fault] = profileFaults(details)
    if (fault !== undefined) throw fault
    return details
  })

/**
 * Generates a stored profile, with or without a picture. Shrinks to an empty profile.
 *
 * @example
 * fc.assert(fc.property(anyProfile, ({ bio }) => bio.length <= 2000))
 */
export const anyProfile: fc.Arbitrary<Profile> = fc
  .record({ details: anyProfileDetails, picture: fc.option(anyPictureName), isVerified: fc.boolean() })
  .map(({ details, picture, isVerified }) => ({ ...details, picture, isVerified }))

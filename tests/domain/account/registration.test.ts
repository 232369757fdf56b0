import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { AccountId } from "../../../domain/account/account.ts"
import { requireAdmin } from "../../../domain/account/actor.ts"
import { checkPassword, defaultPasswordRule } from "../../../domain/account/password.ts"
import { emptyProfile } from "../../../domain/account/profile.ts"
import { type Registration, type RegistrationRules, register } from "../../../domain/account/registration.ts"
import type { Metadata } from "../../../domain/metadata.ts"
import { anyText } from "../../support/any-text.ts"

const rules: RegistrationRules = { required: ["username"], password: defaultPasswordRule }
const password = "correct horse"

describe("a password", () => {
  it("has 8 to 128 characters; an emoji counts as one", () => {
    for (const good of ["12345678", "p".repeat(128), "🔑".repeat(8), "🔑".repeat(128)])
      expect(checkPassword(good, defaultPasswordRule)).toEqual(Result.succeed(good))
    for (const short of ["1234567", "🔑".repeat(7)])
      expect(checkPassword(short, defaultPasswordRule)).toMatchObject({
        failure: { rule: { kind: "too-short", min: 8 } },
      })
    expect(checkPassword("p".repeat(129), defaultPasswordRule)).toMatchObject({
      failure: { field: "password", rule: { kind: "too-long", max: 128 } },
    })
  })

  it("is never blank, whatever the rule", () => {
    expect(checkPassword("", { minLength: 0, maxLength: 9 })).toMatchObject({ failure: { rule: { kind: "blank" } } })
  })

  it("is never allowed by a rule with NaN for a length", () => {
    for (const rule of [
      { minLength: Number.NaN, maxLength: 128 },
      { minLength: 8, maxLength: Number.NaN },
    ])
      expect(checkPassword("correct horse", rule)).toMatchObject({ _tag: "Failure" })
  })

  it("has the lengths that the rule allows", () =>
    fc.assert(
      fc.property(anyText, fc.nat(10), fc.nat(20), (text, min, more) => {
        const [length, max] = [Array.from(text).length, min + more]
        const checked = checkPassword(text, { minLength: min, maxLength: max })
        expect(Result.isSuccess(checked)).toBe(length > 0 && min <= length && length <= max)
      }),
    ))
})

/** A numbering plan of one country with eleven digits. */
const inPlan = (text: string): string | null => (/^\+49[0-9]{9}$/.test(text) ? text : null)
const decide = (registration: Registration, by: RegistrationRules = rules) => register(registration, by, inPlan)

const faultsOf = (registration: Registration, by: RegistrationRules) => {
  const refused = decide(registration, by)
  return Result.isFailure(refused) ? refused.failure.faults.map(({ field, rule }) => [field, rule.kind]) : []
}

describe("registration", () => {
  it("creates an active account without admin rights and with the given profile", () => {
    const profile = { firstName: "Ann", birthdate: null }
    expect(decide({ username: "ann", email: "Ann@Example.com", phone: "+49123456789", password, profile })).toEqual(
      Result.succeed({
        account: {
          username: "ann",
          email: "Ann@Example.com",
          phone: "+49123456789",
          isAdmin: false,
          isActive: true,
          signsInByEmail: false,
        },
        profile: { ...emptyProfile, firstName: "Ann" },
      }),
    )
  })

  it("keeps metadata, and reports what the host's rule rejects with the other errors", () => {
    const rule = ({ crm }: Metadata) => (crm === 7 ? null : "It is not 7.")
    const judged = (registration: Registration) => register(registration, rules, inPlan, false, rule)
    const ann = { username: "ann", password }
    expect(judged({ ...ann, metadata: { crm: 7 } })).toMatchObject({ success: { account: { metadata: { crm: 7 } } } })
    for (const metadata of [undefined, null])
      expect(Result.getOrThrow(judged({ ...ann, metadata })).account).not.toHaveProperty("metadata")
    expect(judged({ ...ann, password: "short", metadata: { crm: 8 } })).toMatchObject({
      failure: { faults: [{ field: "password" }, { field: "metadata", rule: { reason: "It is not 7." } }] },
    })
  })

  it("accepts a missing field that the rules do not require", () => {
    expect(decide({ username: "ann", password })).toMatchObject({ success: { account: { email: null, phone: null } } })
    expect(decide({ email: "a@b.co", password }, { ...rules, required: ["email"] })).toMatchObject({
      success: { account: { username: null } },
    })
  })

  it("makes an e-mail address an identifier if the rules say so", () => {
    const byEmail = { ...rules, signsInByEmail: true }
    for (const [email, by, signsInByEmail] of [
      ["a@b.co", byEmail, true],
      [undefined, byEmail, false],
      ["a@b.co", rules, false],
    ] as const)
      expect(decide({ username: "ann", email, password }, by)).toMatchObject({
        success: { account: { signsInByEmail } },
      })
  })

  it("accepts addresses of the allowed domains only, without regard to case", () => {
    const campus = { ...rules, required: [], emailDomains: ["nitrkl.ac.in"] }
    const kinds = (email: string) => faultsOf({ email, password }, campus)
    for (const email of ["ann@nitrkl.ac.in", "Ann@NITRKL.ac.IN"]) expect(kinds(email)).toEqual([])
    for (const email of ["ann@gmail.com", "ann@mail.nitrkl.ac.in", "ann@xnitrkl.ac.in", "ann@nitrkl.ac.in.example"])
      expect(kinds(email)).toEqual([["email", "not-allowed"]])
    expect(kinds("nitrkl.ac.in")).toEqual([["email", "malformed"]])
    expect(faultsOf({ email: "ann@example.com", password }, { ...campus, emailDomains: [] })).toHaveLength(1)
  })

  it("reports all errors in identifiers, password and profile at once", () => {
    const all: RegistrationRules = {
      required: ["username", "email", "phone", "firstName", "birthdate"],
      password: defaultPasswordRule,
    }
    expect(faultsOf({ password: "short", profile: { bio: "x".repeat(2001), birthdate: null } }, all)).toEqual([
      ["username", "required"],
      ["email", "required"],
      ["phone", "required"],
      ["firstName", "required"],
      ["birthdate", "required"],
      ["password", "too-short"],
      ["bio", "too-long"],
    ])
    const profile = { firstName: "\0", birthdate: "yesterday" }
    expect(faultsOf({ username: "a b", email: "", phone: "12", password: "", profile }, all)).toEqual([
      ["username", "malformed"],
      ["email", "blank"],
      ["phone", "malformed"],
      ["password", "blank"],
      ["firstName", "malformed"],
      ["birthdate", "malformed"],
    ])
  })

  it("validates optional fields that are present", () => {
    expect(faultsOf({ username: "ann", email: "nowhere", phone: "", password }, rules)).toEqual([
      ["email", "malformed"],
      ["phone", "blank"],
    ])
  })
})

describe("admin permission", () => {
  it("is granted to admins only", () => {
    const ann = { id: AccountId(1), username: null, isAdmin: false }
    expect(requireAdmin(ann)).toMatchObject({ failure: { _tag: "NotPermitted" } })
    expect(requireAdmin({ ...ann, isAdmin: true })).toEqual(Result.succeed(undefined))
  })
})

import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { AccountId } from "../../../domain/account/account.ts"
import { requireAdmin } from "../../../domain/account/actor.ts"
import { checkPassword, defaultPasswordRule } from "../../../domain/account/password.ts"
import { type RegistrationRules, register } from "../../../domain/account/registration.ts"
import { anyText } from "../../support/arbitraries.ts"

const rules: RegistrationRules = { required: ["username"], password: defaultPasswordRule }
const password = "correct horse"

describe("a password", () => {
  it("has 8 to 128 characters, where an emoji is one", () => {
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

  it("follows the rule given, for every length", () =>
    fc.assert(
      fc.property(anyText, fc.nat(10), fc.nat(20), (text, min, more) => {
        const [length, max] = [Array.from(text).length, min + more]
        const checked = checkPassword(text, { minLength: min, maxLength: max })
        expect(Result.isSuccess(checked)).toBe(length > 0 && min <= length && length <= max)
      }),
    ))
})

describe("registration", () => {
  it("makes an active account that is no admin", () => {
    expect(register({ username: "ann", email: "Ann@Example.com", password }, rules)).toEqual(
      Result.succeed({ username: "ann", email: "Ann@Example.com", isAdmin: false, isActive: true }),
    )
  })

  it("does without what the rules do not require", () => {
    expect(register({ username: "ann", password }, rules)).toMatchObject({ success: { email: null } })
    expect(register({ email: "a@b.co", password }, { ...rules, required: ["email"] })).toMatchObject({
      success: { username: null },
    })
  })

  it("tells all faults at once", () => {
    const all = { required: ["username", "email"], password: defaultPasswordRule } as const
    const faultsOf = (registration: Parameters<typeof register>[0]) => {
      const refused = register(registration, all)
      return Result.isFailure(refused) ? refused.failure.faults.map(({ field, rule }) => [field, rule.kind]) : []
    }
    expect(faultsOf({ password: "short" })).toEqual([
      ["username", "required"],
      ["email", "required"],
      ["password", "too-short"],
    ])
    expect(faultsOf({ username: "a b", email: "", password: "" })).toEqual([
      ["username", "malformed"],
      ["email", "blank"],
      ["password", "blank"],
    ])
  })

  it("checks what it does not require too", () => {
    expect(register({ username: "ann", email: "nowhere", password }, rules)).toMatchObject({
      failure: { _tag: "RegistrationRefused", faults: [{ field: "email", rule: { kind: "malformed" } }] },
    })
  })
})

describe("permission", () => {
  it("is an admin's alone", () => {
    const ann = { id: AccountId(1), username: null, isAdmin: false }
    expect(requireAdmin(ann)).toMatchObject({ failure: { _tag: "NotPermitted" } })
    expect(requireAdmin({ ...ann, isAdmin: true })).toEqual(Result.succeed(undefined))
  })
})

import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { emailAddress, emailKey, phoneNumber, username } from "../../../domain/account/identifier.ts"
import { anyText } from "../../support/any-text.ts"

const refused = (field: string, rule: object) => ({ failure: { _tag: "InvalidField", field, rule } })

describe("a user name", () => {
  it.each(["a", "ann_b@example.com", "Zoë+1.2-3", "日本", "x".repeat(150)])("may be %j", (text) => {
    expect(username(text)).toEqual(Result.succeed(text))
  })

  it.each([
    "a b",
    " ann",
    "ann ",
    "a/b",
    "a\n",
    "a\0",
    "a'b",
    "<a>",
    "🙂",
    "\ud800",
    "admin\u1160",
    "\u3164",
    "a\u115f",
  ])("may not be %j", (text) => {
    expect(username(text)).toMatchObject(refused("username", { kind: "malformed" }))
  })

  it("is neither blank nor longer than 150 characters", () => {
    expect(username("")).toMatchObject(refused("username", { kind: "blank" }))
    expect(username("x".repeat(151))).toMatchObject(refused("username", { kind: "too-long", max: 150 }))
  })

  it("is the same name in full-width and normal letters", () => {
    expect(username("\uff41dmin")).toEqual(Result.succeed("admin"))
  })

  it("is stored in its Unicode normal form, otherwise unchanged, or rejected", () =>
    fc.assert(
      fc.property(anyText, (text) => {
        const name = username(text)
        if (Result.isSuccess(name)) expect(name.success).toBe(text.normalize("NFKC"))
        else expect(name.failure.field).toBe("username")
      }),
    ))
})

describe("an e-mail address", () => {
  it.each([
    "a@b.co",
    "Ann.O'Brien+shop@mail.example.com",
    "!#$%&*/=?^_`{|}~@x.org",
    "ann@bücher.example",
    "ann@xn--bcher-kva.example",
    "ann@mail.उदाहरण.परीक्षा",
    "ann@क्\u200dष.example",
    `${"l".repeat(64)}@example.com`,
    `a@${"d".repeat(63)}.com`,
  ])("may be %j", (text) => {
    expect(emailAddress(text)).toEqual(Result.succeed(text))
  })

  it.each([
    "ann",
    "@example.com",
    "ann@",
    "ann@example",
    "ann@@example.com",
    "a b@example.com",
    ".ann@example.com",
    "ann.@example.com",
    "a..b@example.com",
    "ann@-example.com",
    "ann@example-.com",
    "ann@example..com",
    "ann@example.com.",
    "ann@127.0.0.1",
    "ann@[127.0.0.1]",
    "ann@example.com\n",
    "Ann <ann@example.com>",
    `${"l".repeat(65)}@example.com`,
    `a@${"d".repeat(64)}.com`,
  ])("may not be %j", (text) => {
    expect(emailAddress(text)).toMatchObject(refused("email", { kind: "malformed" }))
  })

  it("is neither blank nor longer than 254 characters", () => {
    const labels = (count: number) => `a@${"d".repeat(60)}.${"d".repeat(60)}.${"d".repeat(60)}.${"d".repeat(count)}`
    expect(emailAddress("")).toMatchObject(refused("email", { kind: "blank" }))
    expect(Result.isSuccess(emailAddress(`${labels(60)}.comm`))).toBe(true)
    expect(emailAddress(`${labels(60)}.commmmmmm`)).toMatchObject(refused("email", { kind: "too-long", max: 254 }))
  })

  it("counts the length of its lower-case form, which can be longer", () => {
    const text = (count: number) => `a@${["İ", "İ", "İ"].map((letter) => letter.repeat(count)).join(".")}.com`
    expect(Result.isSuccess(emailAddress(text(40)))).toBe(true)
    expect(emailAddress(text(60))).toMatchObject(refused("email", { kind: "too-long", max: 254 }))
  })

  it("compares composed and decomposed domain names as equal", () => {
    expect(emailKey("ann@bu\u0308cher.example")).toBe(emailKey("ann@b\u00fccher.example"))
  })

  it("compares without case", () => {
    const key = (text: string): string => emailKey(Result.getOrThrow(emailAddress(text)))
    expect(key("Ann@Example.COM")).toBe(key("ann@example.com"))
    expect(key("ann@example.com")).not.toBe(key("anne@example.com"))
  })

  it("is validated in linear time", () => {
    for (const text of [`${"a.".repeat(120)}@`, `a@${"a-".repeat(120)}`, `a@${"a.".repeat(120)}`]) {
      const start = performance.now()
      expect(Result.isFailure(emailAddress(text))).toBe(true)
      expect(performance.now() - start).toBeLessThan(1000)
    }
  })
})

describe("a phone number", () => {
  /** A numbering plan that knows a few spellings and returns some invalid results. */
  const inPlan = (text: string): string | null => {
    const results: Readonly<Record<string, string>> = {
      "+49 30 123456": "+4930123456",
      "(0)30": "030123456",
      short: "+49123",
      long: "+1234567890123456",
      words: "+49 30 123456",
    }
    return results[text] ?? null
  }

  it("is what the numbering plan returns for the input", () => {
    expect(phoneNumber("+49 30 123456", inPlan)).toEqual(Result.succeed("+4930123456"))
  })

  it("is neither blank nor outside the plan", () => {
    expect(phoneNumber("", inPlan)).toMatchObject(refused("phone", { kind: "blank" }))
    expect(phoneNumber("+4930123456", inPlan)).toMatchObject(refused("phone", { kind: "malformed" }))
  })

  it.each(["(0)30", "short", "long", "words"])("must be E.164: the plan's result for %j is rejected", (text) => {
    expect(phoneNumber(text, inPlan)).toMatchObject(refused("phone", { kind: "malformed" }))
  })

  it("is never accepted without the plan", () =>
    fc.assert(
      fc.property(anyText, anyText, (text, result) => {
        const number = phoneNumber(text, () => result)
        if (Result.isSuccess(number)) expect(number.success).toBe(result)
        else expect(number.failure.field).toBe("phone")
      }),
    ))
})

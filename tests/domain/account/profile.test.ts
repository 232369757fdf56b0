import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { birthdate, profileFaults, profileLengths } from "../../../domain/account/profile.ts"

const malformed = { failure: { _tag: "InvalidField", field: "birthdate", rule: { kind: "malformed" } } }

describe("a birthdate", () => {
  it.each(["2000-02-29", "1999-12-31", "0001-01-01", "9999-12-31"])("may be %s", (text) => {
    expect(birthdate(text)).toEqual(Result.succeed(text))
  })

  it.each([
    "",
    "2001-02-29",
    "1900-02-29",
    "2000-02-30",
    "2000-04-31",
    "2000-00-10",
    "2000-13-01",
    "2000-01-00",
    "0000-01-01",
    "10000-01-01",
    "-2000-01-01",
    "+020000-01-01",
    "2000-1-1",
    "20000101",
    "01-02-2000",
    "2000/01/01",
    "2000-01-01T00:00:00Z",
    " 2000-01-01",
    "2000-01-01\n",
    "２０００-01-01",
  ])("may not be %j", (text) => {
    expect(birthdate(text)).toMatchObject(malformed)
  })

  it("accepts every day of the calendar, and nothing else in that format", () => {
    const part = (max: number) => fc.integer({ min: 0, max })
    return fc.assert(
      fc.property(part(9999), part(14), part(33), (year, month, day) => {
        const two = (n: number) => String(n).padStart(2, "0")
        const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
        const days = [0, 31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month] ?? 0
        const exists = year > 0 && day > 0 && day <= days
        expect(Result.isSuccess(birthdate(`${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`))).toBe(exists)
      }),
      { numRuns: 1000 },
    )
  })
})

describe("the details of a profile", () => {
  const details = Object.entries(profileLengths)

  it.each(details)("have a %s of at most %d characters, which may be empty", (detail, max) => {
    expect(profileFaults({ [detail]: "x".repeat(max) })).toEqual([])
    expect(profileFaults({ [detail]: "" })).toEqual([])
    expect(profileFaults({ [detail]: "x".repeat(max + 1) })).toMatchObject([
      { field: detail, rule: { kind: "too-long", max } },
    ])
  })

  it("are text that a store can keep", () => {
    for (const [detail] of details)
      for (const text of ["a\0", "\ud800"])
        expect(profileFaults({ [detail]: text })).toMatchObject([{ field: detail, rule: { kind: "malformed" } }])
  })

  it("may be missing, and a birthdate may be null", () => {
    expect(profileFaults({})).toEqual([])
    expect(profileFaults({ birthdate: null })).toEqual([])
  })

  it("are reported with all their errors at once", () => {
    const faults = profileFaults({ year: "x".repeat(21), bio: "fine", address: "\0", birthdate: "soon" })
    expect(faults.map(({ field }) => field)).toEqual(["year", "address", "birthdate"])
  })
})

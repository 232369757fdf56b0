import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { METADATA_MAX_BYTES, metadata } from "../../domain/metadata.ts"

const nested = (levels: number): object => (levels === 1 ? {} : { a: nested(levels - 1) })
const rejected = (field: string, reason: RegExp) =>
  Result.fail(expect.objectContaining({ field, rule: { kind: "rejected", reason: expect.stringMatching(reason) } }))
const cycle: { self?: object } = {}
cycle.self = cycle

describe("metadata", () => {
  it.each([
    ["nothing", {}],
    ["every kind of value", { text: "„ü“ 💡", number: -1.5, yes: true, none: null, list: [1, [2]], "a.b": { c: "" } }],
    ["members that are named like those of Object", { constructor: 1, toString: "x" }],
    ["8 levels", nested(8)],
    ["8,192 bytes", { a: "x".repeat(METADATA_MAX_BYTES - 8) }],
    ["no prototype", Object.assign(Object.create(null), { a: 1 })],
  ])("may have %s", (_, value) => {
    expect(metadata("metadata", value)).toEqual(Result.succeed({ ...value }))
  })

  it.each<[string, unknown, string, RegExp]>([
    ["a list", [], "metadata", /must be a JSON object/],
    ["a text", "{}", "metadata", /must be a JSON object/],
    ["a Date", new Date(0), "metadata", /must be a JSON object/],
    ["a date inside", { at: { start: new Date(0) } }, "metadata.at.start", /plain object/],
    ["a function", { list: [0, () => 1] }, "metadata.list[1]", /finite number/],
    ["undefined in a list", { list: [undefined] }, "metadata.list[0]", /finite number/],
    ["an infinite number", { n: Number.POSITIVE_INFINITY }, "metadata.n", /finite number/],
    ["a bigint", { n: 1n }, "metadata.n", /finite number/],
    ["9 levels", nested(9), `metadata${".a".repeat(8)}`, /at most 8 levels/],
    ["a cycle", cycle, `metadata${".self".repeat(8)}`, /at most 8 levels/],
    ["8,193 bytes", { a: "x".repeat(METADATA_MAX_BYTES - 7) }, "metadata", /at most 8192 bytes/],
    ["8,193 bytes in few characters", { a: "ü".repeat(METADATA_MAX_BYTES / 2 - 3) }, "metadata", /at most 8192 bytes/],
    ["a million values", { a: Array(1_000_000).fill(0) }, "metadata", /at most 8192 bytes/],
    ["a prototype", JSON.parse('{"a":{"__proto__":1}}'), "metadata.a", /"__proto__"/],
    ["a name with NUL", { "a\0": 1 }, "metadata", /not allowed/],
  ])("rejects %s and names its place", (_, value, field, reason) => {
    expect(metadata("metadata", value)).toEqual(rejected(field, reason))
  })

  it("rejects texts that are not well-formed", () => {
    for (const text of ["\0", "\ud800"])
      expect(metadata("metadata", { text })).toMatchObject(
        Result.fail({ field: "metadata.text", rule: { kind: "malformed" } }),
      )
  })

  it("returns a copy that cannot change, with values as JSON has them", () => {
    const value = { a: [{ b: 1 }], gone: undefined, zero: -0 }
    const copy = Result.getOrThrow(metadata("metadata", value))
    value.a.push({ b: 2 })
    expect(copy).toEqual({ a: [{ b: 1 }], zero: 0 })
    expect(Object.keys(copy)).toEqual(["a", "zero"])
    expect([copy, copy.a, (copy.a as ReadonlyArray<unknown>)[0]].every(Object.isFrozen)).toBe(true)
  })
})

import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { parseJson } from "../../adapters/cli/json-text.ts"
import { jsonFault } from "../../application/json/json-fault.ts"

const offsetIn = (text: string): number => jsonFault(text).offset

const parse = (text: string) => parseJson(Buffer.from(text), "shop.json")

/** The offset in Node's own message about broken JSON, where the message has one. */
const offsetByNode = (text: string): number | undefined => {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    const position = / at position (\d+)/.exec(String(error))?.[1]
    if (position !== undefined) return Number(position)
    return String(error).includes("end of JSON input") ? text.length : undefined
  }
}

describe("JSON text", () => {
  it.each([
    ["[1,\n 2,]", 'unexpected "]" at line 2, column 4'],
    ['{"a": 1\n"b": 2}', 'unexpected "\\"" at line 2, column 1'],
    ['{"a": nul}', 'unexpected "n" at line 1, column 7'],
    ['{"a": 01}', 'unexpected "1" at line 1, column 8'],
    ["{'a': 1}", `unexpected "'" at line 1, column 2`],
    ['["a\tb"]', 'unexpected "\\t" at line 1, column 4'],
    ['["\\x"]', 'unexpected "\\\\" at line 1, column 3'],
    ['{"a": 1}\n\n{"b": 2}', 'unexpected "{" at line 3, column 1'],
    ["😀", 'unexpected "😀" at line 1, column 1'],
    ['{"a": [1', "it ends too early at line 1, column 9"],
    ["", "it ends too early at line 1, column 1"],
  ])("that is broken: %j", (text, fault) => {
    expect(() => parse(text)).toThrow(`shop.json is not valid JSON: ${fault}`)
  })

  it("may begin with a byte order mark", () => {
    expect(parse("\ufeff[1]")).toEqual([1])
  })

  it("must be UTF-8", () => {
    expect(() => parseJson(Buffer.from([0x22, 0xe9, 0x22]), "shop.json")).toThrow("shop.json is not UTF-8 text")
  })

  it("may be deeply nested or very long", () => {
    const depth = 100_000
    expect(offsetIn(`${"[".repeat(depth)}}`)).toBe(depth)
    expect(offsetIn(`["${"x".repeat(10_000_000)}",}`)).toBe(10_000_004)
  })

  const damaged = fc
    .tuple(fc.json(), fc.nat(), fc.nat(3), fc.constantFrom("", "]", "}", ",", ":", '"', "\\", "1", "x", "\n", "\u0001"))
    .map(([text, at, removed, put]) => {
      const place = at % (text.length + 1)
      return text.slice(0, place) + put + text.slice(place + removed)
    })

  it("has its error at the first character that cannot follow", () => {
    const seen = { broken: 0, compared: 0 }
    fc.assert(
      fc.property(damaged, (text) => {
        try {
          JSON.parse(text)
        } catch {
          seen.broken += 1
          const offset = offsetIn(text)
          expect(offset).toBeLessThanOrEqual(text.length)
          const byNode = offsetByNode(text)
          if (byNode === undefined) return
          seen.compared += 1
          expect(offset).toBeLessThanOrEqual(byNode)
          // Node reports a position inside a word or an escape. Both mean the same place.
          expect(text.slice(offset, byNode)).toMatch(/^[\w.+\\-]*$/)
        }
      }),
      { numRuns: 2_000 },
    )
    expect(seen.compared).toBeGreaterThan(100)
  })
})

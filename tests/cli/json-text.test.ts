import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { InvalidFile } from "../../application/file/invalid-file.ts"
import { parseJson } from "../../application/file/parse-json.ts"
import { jsonFault } from "../../application/json/json-fault.ts"
import { repeatedNames } from "../../application/json/repeated-names.ts"

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

  it.each([
    ["name,price,stock\nSoap,3,5\n", true],
    ['"name";"price"\r\n"Soap; olive";3', true],
    ["name\tprice\nSoap\t3", true],
    ["Soap, olive oil\nand nothing else", false],
    ['{"a": 1,\n"b" 2,', false],
  ])("is recognized as CSV: %j is %s", (text, isCsv) => {
    expect(() => parse(text)).toThrow(isCsv ? "shop.json looks like CSV, but must be JSON" : "is not valid JSON")
  })

  it("that gives a value twice is rejected with every place", () => {
    const text = `{"products": [{"name": "a"}, {"price": 1, "variants": [{"size": 1, "s\\u0069ze": 2}],
  "price": 2}], "categories": [], "categories": []}`
    expect(() => parse(text)).toThrow(
      new InvalidFile(`shop.json gives a value twice
  products[1].variants[0].size: is given twice, again at line 1, column 68
  products[1].price: is given twice, again at line 2, column 3
  categories: is given twice, again at line 2, column 35`),
    )
  })

  it("has no repeated name if it was written from values", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(repeatedNames(text, 1)).toEqual([])
      }),
    )
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

/** What a JSON parser expected, or rejected, where a text stops being JSON. */
export type JsonFaultKind =
  | "value-expected"
  | "name-expected"
  | "colon-expected"
  | "comma-expected"
  | "extra-data"
  | "unterminated-string"
  | "invalid-escape"
  | "control-character"

/** Where a text stops being JSON, and why. Holds no part of the text, which may contain a password. */
export interface JsonFault {
  readonly kind: JsonFaultKind
  /** The offset of the first character that cannot follow. The text's length when the text ends too early. */
  readonly offset: number
  /** The offset of the token in question: of an unterminated string its first quote, else the same as `offset`. */
  readonly start: number
}

const whitespace = /[ \t\n\r]*/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const literal = /true|false|null/y
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/** Finds the fault in a text that `JSON.parse` rejected. Takes one pass and does not recurse, whatever the nesting. */
export const jsonFault = (source: string): JsonFault => {
  const open: Array<"{" | "["> = []
  let place = skip(whitespace, source, 0)
  let expects: "value" | "first" | "name" | "more" = "value"
  for (;;) {
    const sign = source[place]
    if (expects === "more") {
      const inside = open.at(-1)
      if (inside === undefined) return fault("extra-data", place)
      if (sign === (inside === "{" ? "}" : "]")) {
        open.pop()
        place++
        if (open.length === 0 && skip(whitespace, source, place) === source.length) return fault("value-expected", 0)
      } else if (sign === ",") {
        place++
        expects = inside === "{" ? "name" : "value"
      } else return fault("comma-expected", place)
    } else if ((expects === "first" || expects === "name") && open.at(-1) === "{") {
      if (expects === "first" && sign === "}") expects = "more"
      else {
        if (sign !== '"') return fault("name-expected", place)
        const end = endOfString(source, place)
        if (typeof end === "object") return end
        place = skip(whitespace, source, end)
        if (source[place] !== ":") return fault("colon-expected", place)
        place++
        expects = "value"
      }
    } else if (expects === "first" && sign === "]") expects = "more"
    else if (sign === "{" || sign === "[") {
      open.push(sign)
      place++
      expects = "first"
    } else {
      const end =
        sign === '"' ? endOfString(source, place) : Math.max(skip(number, source, place), skip(literal, source, place))
      if (typeof end === "object") return end
      if (end === place) return fault("value-expected", place)
      place = end
      expects = "more"
    }
    place = skip(whitespace, source, place)
  }
}

/** Returns the line and the column of an offset. Both start at 1; columns count UTF-16 code units. */
export const placeOf = (text: string, offset: number): { readonly line: number; readonly column: number } => {
  const before = text.slice(0, offset).split("\n")
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

const fault = (kind: JsonFaultKind, offset: number, start = offset): JsonFault => ({ kind, offset, start })

const skip = (pattern: RegExp, source: string, place: number): number => {
  pattern.lastIndex = place
  return pattern.test(source) ? pattern.lastIndex : place
}

/** Returns the offset after a string's closing quote, or what is wrong inside the string. */
const endOfString = (source: string, start: number): number | JsonFault => {
  for (let place = start + 1; place < source.length; place++) {
    const sign = source[place]
    if (sign === '"') return place + 1
    if (sign === "\\") {
      const next = skip(escapeSequence, source, place)
      if (next === place) return fault("invalid-escape", place)
      place = next - 1
    } else if (source.charCodeAt(place) < 0x20) return fault("control-character", place)
  }
  return fault("unterminated-string", source.length, start)
}

const whitespace = /[ \t\n\r]*/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const literal = /true|false|null/y

/**
 * Returns why and where a text is not JSON, in the format of Python's `json`, which DRF passes on. Does not quote the
 * text, because it may contain a password. Call it only for texts that `JSON.parse` rejects. Runs in one pass without
 * recursion.
 */
export const jsonFault = (source: string): string => {
  const at = (message: string, place: number): string => {
    const before = source.slice(0, place).split("\n")
    return `${message}: line ${before.length} column ${(before.at(-1)?.length ?? 0) + 1} (char ${place})`
  }
  const skip = (pattern: RegExp, place: number): number => {
    pattern.lastIndex = place
    return pattern.test(source) ? pattern.lastIndex : place
  }
  const open: Array<"{" | "["> = []
  let place = skip(whitespace, 0)
  let expects: "value" | "first" | "name" | "more" = "value"
  for (;;) {
    const sign = source[place]
    if (expects === "more") {
      const inside = open.at(-1)
      if (inside === undefined) return at("Extra data", place)
      if (sign === (inside === "{" ? "}" : "]")) {
        open.pop()
        place++
        if (open.length === 0 && skip(whitespace, place) === source.length) return at("Expecting value", 0)
      } else if (sign === ",") {
        place++
        expects = inside === "{" ? "name" : "value"
      } else return at("Expecting ',' delimiter", place)
    } else if ((expects === "first" || expects === "name") && open.at(-1) === "{") {
      if (expects === "first" && sign === "}") expects = "more"
      else {
        if (sign !== '"') return at("Expecting property name enclosed in double quotes", place)
        const end = endOfString(source, place)
        if (typeof end === "object") return at(end.message, end.place)
        place = skip(whitespace, end)
        if (source[place] !== ":") return at("Expecting ':' delimiter", place)
        place++
        expects = "value"
      }
    } else if (expects === "first" && sign === "]") expects = "more"
    else if (sign === "{" || sign === "[") {
      open.push(sign)
      place++
      expects = "first"
    } else {
      const end = sign === '"' ? endOfString(source, place) : Math.max(skip(number, place), skip(literal, place))
      if (typeof end === "object") return at(end.message, end.place)
      if (end === place) return at("Expecting value", place)
      place = end
      expects = "more"
    }
    place = skip(whitespace, place)
  }
}

const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

const endOfString = (source: string, start: number): number | { readonly message: string; readonly place: number } => {
  for (let place = start + 1; place < source.length; place++) {
    const sign = source[place]
    if (sign === '"') return place + 1
    if (sign === "\\") {
      escapeSequence.lastIndex = place
      if (!escapeSequence.test(source)) return { message: "Invalid \\escape", place }
      place = escapeSequence.lastIndex - 1
    } else if (source.charCodeAt(place) < 0x20) return { message: "Invalid control character at", place }
  }
  return { message: "Unterminated string starting at", place: start }
}

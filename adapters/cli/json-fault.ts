type Expected = "value" | "value or ]" | "key" | "key or }" | ":" | ", or end"

/**
 * Returns the position of the fault in invalid JSON: the offset of the first unexpected character or word, or the
 * text's length if it ends too early. Works without recursion, so nesting may be deep.
 */
export const faultIn = (text: string): number => {
  const open: Array<"{" | "["> = []
  let expected: Expected = "value"
  let at = skip(space, text, 0)
  for (; at < text.length; at = skip(space, text, at)) {
    const first = text[at]
    const inside = open.at(-1)
    const end = first === '"' ? at + 1 : skip(token, text, at)
    if (first === '"' && (expected === ":" || expected === ", or end")) return at
    if (first === '"') {
      const { offset, closed } = scanString(text, end)
      if (!closed) return offset
      at = offset
      expected = expected.startsWith("key") ? ":" : ", or end"
      continue
    }
    if ((first === "{" || first === "[") && expected.startsWith("value")) {
      open.push(first)
      expected = first === "{" ? "key or }" : "value or ]"
    } else if (first === "}" && inside === "{" && (expected === "key or }" || expected === ", or end")) {
      open.pop()
      expected = ", or end"
    } else if (first === "]" && inside === "[" && (expected === "value or ]" || expected === ", or end")) {
      open.pop()
      expected = ", or end"
    } else if (first === "," && inside !== undefined && expected === ", or end") {
      expected = inside === "{" ? "key" : "value"
    } else if (first === ":" && expected === ":") {
      expected = "value"
    } else if (end > at && !"{}[],:".includes(text.charAt(at)) && expected.startsWith("value")) {
      expected = ", or end"
    } else return at
    at = end
  }
  return at
}

const space = /[ \t\n\r]*/y
const token = /[{}[\],:]|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/** Scans a string. Returns the offset after its end, or the offset of the first invalid character. */
const scanString = (text: string, start: number): { readonly offset: number; readonly closed: boolean } => {
  let at = start
  for (;;) {
    // A loop, because a repeated pattern overflows the stack for strings of millions of characters.
    while (text.charCodeAt(at) >= 0x20 && text[at] !== '"' && text[at] !== "\\") at += 1
    if (text[at] === '"') return { offset: at + 1, closed: true }
    const next = skip(escaped, text, at)
    if (next === at) return { offset: at, closed: false }
    at = next
  }
}

/** Returns the offset at which the sticky pattern stops matching. */
const skip = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

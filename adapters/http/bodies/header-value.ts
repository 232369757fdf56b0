/** A header's value with its parameters, such as `form-data; name="a"`. */
export interface HeaderValue {
  /** In lower case. */
  readonly value: string
  /** By their names in lower case. */
  readonly parameters: ReadonlyMap<string, string>
}

const parameter = /\s*;\s*(?:([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*)))?\s*/y
const extended = /^utf-8'[^']*'(.*)$/i

/**
 * Parses a header's value as Django does: an empty parameter counts for nothing (`form-data; name="a";`), and
 * `name*=UTF-8''a` (RFC 8187) is a name. Returns `null` for what has no such form.
 */
export const parseHeaderValue = (text: string): HeaderValue | null => {
  const value = /^[^;]*/.exec(text)?.[0] ?? ""
  const parameters = new Map<string, string>()
  let at = value.length
  while (at < text.length) {
    parameter.lastIndex = at
    const found = parameter.exec(text)
    if (found === null) return null
    at = parameter.lastIndex
    const [, name, quoted, plain = ""] = found
    if (name === undefined) continue
    const raw = quoted === undefined ? plain.trim() : quoted.replace(/\\(["\\])/g, "$1")
    if (!name.endsWith("*")) {
      // Readers choose differently between two parameters with one name.
      if (parameters.has(name.toLowerCase())) return null
      parameters.set(name.toLowerCase(), raw)
      continue
    }
    const decoded = decodeExtended(raw)
    if (decoded === null) return null
    parameters.set(name.slice(0, -1).toLowerCase(), decoded)
  }
  return { value: value.trim().toLowerCase(), parameters }
}

const decodeExtended = (text: string): string | null => {
  const encoded = extended.exec(text)?.[1]
  if (encoded === undefined) return null
  try {
    return decodeURIComponent(encoded)
  } catch {
    return null
  }
}

const utf8Names: ReadonlySet<string> = new Set(["utf-8", "utf8", "us-ascii", "ascii"])

/** Returns the declared character encoding if it is another one than UTF-8. US-ASCII is a part of UTF-8. */
export const foreignCharset = ({ parameters }: HeaderValue): string | null => {
  const charset = parameters.get("charset")
  return charset === undefined || utf8Names.has(charset.toLowerCase()) ? null : charset
}

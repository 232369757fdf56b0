import { jsonFault, placeOf } from "../json/json-fault.ts"
import { repeatedNames } from "../json/repeated-names.ts"
import { decodeUtf8 } from "./decode-utf8.ts"
import { InvalidFile } from "./invalid-file.ts"

const MAX_REPEATED = 20

/**
 * Parses JSON. The error for broken JSON names the line and the column, which Node's own message does not always. A name
 * that an object has twice is an error, because one of its values would be lost. It is here because two adapters read JSON
 * files, the command line and the formats, and adapters do not import each other.
 */
export const parseJson = (bytes: Uint8Array, source: string): unknown => {
  const text = decodeUtf8(bytes, source)
  const value = parsed(text, source)
  const repeated = repeatedNames(text, MAX_REPEATED).map(({ path, offset }) => {
    const { line, column } = placeOf(text, offset)
    return `  ${path}: is given twice, again at line ${line}, column ${column}`
  })
  if (repeated.length > 0) throw new InvalidFile(`${source} gives a value twice\n${repeated.join("\n")}`)
  return value
}

const parsed = (text: string, source: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    if (looksLikeCsv(text)) throw new InvalidFile(`${source} looks like CSV, but must be JSON`)
    const { offset } = jsonFault(text)
    const { line, column } = placeOf(text, offset)
    const found = text.codePointAt(offset)
    const fault =
      found === undefined ? "it ends too early" : `unexpected ${JSON.stringify(String.fromCodePoint(found))}`
    throw new InvalidFile(`${source} is not valid JSON: ${fault} at line ${line}, column ${column}`)
  }
}

/** Returns whether the first two lines have the same separators, as a header and a row of a table have. */
const looksLikeCsv = (text: string): boolean => {
  const [header = "", row = ""] = text.split(/\r?\n/, 2)
  if (/^\s*[[{]/.test(header)) return false
  return [",", ";", "\t"].some((separator) => {
    const columns = cells(header, separator)
    return columns > 1 && columns === cells(row, separator)
  })
}

/** Counts cells. A quoted cell may contain separators. */
const cells = (line: string, separator: string): number =>
  line.replaceAll(/"(?:[^"]|"")*"/g, "").split(separator).length

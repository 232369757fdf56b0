import { jsonFault, placeOf } from "../../application/json/json-fault.ts"
import { CommandFailure } from "./failure.ts"
import { decodeUtf8 } from "./utf8.ts"

/** Parses JSON. The error for broken JSON names the line and the column, which Node's own message does not always. */
export const parseJson = (bytes: Uint8Array, source: string): unknown => {
  const text = decodeUtf8(bytes, source)
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const { offset } = jsonFault(text)
    const { line, column } = placeOf(text, offset)
    const found = text.codePointAt(offset)
    const fault =
      found === undefined ? "it ends too early" : `unexpected ${JSON.stringify(String.fromCodePoint(found))}`
    throw new CommandFailure(`${source} is not valid JSON: ${fault} at line ${line}, column ${column}`)
  }
}

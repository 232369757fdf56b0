import { CommandFailure } from "./failure.ts"
import { faultIn } from "./json-fault.ts"

/** Parses JSON. The error message contains line and column, which Node's own message does not always contain. */
export const parseJson = (bytes: Uint8Array, source: string): unknown => {
  const text = decode(bytes, source)
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const offset = faultIn(text)
    const before = text.slice(0, offset).split("\n")
    const place = `line ${before.length}, column ${(before.at(-1) ?? "").length + 1}`
    const found = text.codePointAt(offset)
    const fault =
      found === undefined ? "it ends too early" : `unexpected ${JSON.stringify(String.fromCodePoint(found))}`
    throw new CommandFailure(`${source} is not valid JSON: ${fault} at ${place}`)
  }
}

const decode = (bytes: Uint8Array, source: string): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    throw new CommandFailure(`${source} is not UTF-8 text`)
  }
}

import { InvalidFile } from "./invalid-file.ts"

/** Decodes UTF-8, with or without a byte order mark. Throws InvalidFile for other bytes. */
export const decodeUtf8 = (bytes: Uint8Array, source: string): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    throw new InvalidFile(`${source} is not UTF-8 text`)
  }
}

import { CommandFailure } from "./failure.ts"

/** Decodes UTF-8, with or without a byte order mark. Throws CommandFailure for other bytes. */
export const decodeUtf8 = (bytes: Uint8Array, source: string): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    throw new CommandFailure(`${source} is not UTF-8 text`)
  }
}

/**
 * Rejects text with U+FFFD, which Node puts in the place of bytes that are not UTF-8 in arguments, variables and terminal
 * input. A password with it would equal every other password with other bytes in the same place.
 */
export const requireDecoded = (text: string, source: string): string => {
  if (text.includes("\ufffd")) throw new CommandFailure(`${source} is not UTF-8 text`)
  return text
}

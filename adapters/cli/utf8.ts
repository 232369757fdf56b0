import { CommandFailure } from "./failure.ts"

/**
 * Rejects text with U+FFFD, which Node puts in the place of bytes that are not UTF-8 in arguments, variables and terminal
 * input. A password with it would equal every other password with other bytes in the same place.
 */
export const requireDecoded = (text: string, source: string): string => {
  if (text.includes("\ufffd")) throw new CommandFailure(`${source} is not UTF-8 text`)
  return text
}

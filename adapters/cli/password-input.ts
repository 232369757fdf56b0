import { createInterface } from "node:readline"
import { Writable } from "node:stream"
import { decodeUtf8 } from "../../application/file/decode-utf8.ts"
import { CommandFailure } from "./failure.ts"
import type { Settings } from "./settings/settings.ts"
import { requireDecoded } from "./utf8.ts"

/**
 * Returns a new password: from the flag, the variable, twice and without echo from a terminal, or the first line of a
 * pipe or file. Throws CommandFailure for bytes that are not UTF-8.
 */
export const newPassword = async (settings: Settings): Promise<string> => {
  const given = settings.value("password")
  if (given !== undefined) return requireDecoded(given, "The password")
  if (!process.stdin.isTTY) return await firstLine()
  return await askTwice(ask, (text) => process.stderr.write(text))
}

/** Asks for a password and its repetition until both are equal. */
export const askTwice = async (
  ask: (prompt: string) => Promise<string>,
  say: (text: string) => void,
): Promise<string> => {
  for (;;) {
    const password = requireDecoded(await ask("Password: "), "The password")
    if ((await ask("Password again: ")) === password) return password
    say("The two passwords differ. Enter both again.\n")
  }
}

const MAX_LINE_BYTES = 65_536

/** The bytes are read before they are decoded: readline would replace what is not UTF-8. */
const firstLine = async (): Promise<string> => {
  let read = Buffer.alloc(0)
  for await (const chunk of process.stdin) {
    read = Buffer.concat([read, Buffer.from(chunk)])
    if (read.includes("\n")) break
    if (read.length > MAX_LINE_BYTES) throw new CommandFailure("The password on standard input is too long")
  }
  if (read.length === 0)
    throw new CommandFailure("The password is missing: use --password, SHOPWRIGHT_PASSWORD or a line on standard input")
  const end = read.indexOf("\n")
  const line = end === -1 ? read : read.subarray(0, end)
  return decodeUtf8(line, "The password on standard input").replace(/\r$/, "")
}

const ask = (prompt: string): Promise<string> =>
  new Promise((resolve, reject) => {
    // readline echoes the line to its output, so the output is discarded.
    const discard = new Writable({ write: (_chunk, _encoding, done) => done() })
    const terminal = createInterface({ input: process.stdin, output: discard, terminal: true })
    // readline has switched off the terminal's echo, so text that follows the prompt at once is not shown.
    process.stderr.write(prompt)
    let password: string | undefined
    terminal.once("line", (line) => {
      password = line
      terminal.close()
    })
    terminal.once("SIGINT", () => terminal.close())
    terminal.once("close", () => {
      process.stderr.write("\n")
      if (password === undefined) reject(new CommandFailure("The password is missing"))
      else resolve(password)
    })
  })

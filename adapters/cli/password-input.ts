import { createInterface } from "node:readline"
import { Writable } from "node:stream"
import { CommandFailure } from "./failure.ts"

/** Reads a new password: on a terminal twice and without echo, otherwise the first line of standard input. */
export const readNewPassword = async (): Promise<string> => {
  if (!process.stdin.isTTY) return await firstLine()
  const password = await ask("Password: ")
  if ((await ask("Password again: ")) !== password)
    throw new CommandFailure("The two passwords differ; run the command again")
  return password
}

const firstLine = async (): Promise<string> => {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) return line
  throw new CommandFailure("The password is missing: use --password, SHOPWRIGHT_PASSWORD or a line on standard input")
}

const ask = (prompt: string): Promise<string> =>
  new Promise((resolve, reject) => {
    process.stderr.write(prompt)
    // readline echoes the line to its output, so the output is discarded.
    const discard = new Writable({ write: (_chunk, _encoding, done) => done() })
    const terminal = createInterface({ input: process.stdin, output: discard, terminal: true })
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

import { createInterface } from "node:readline"
import { Writable } from "node:stream"
import { CommandFailure } from "./failure.ts"

/** Asks for a new password: twice and unseen at a terminal; from a pipe or file, the first line is taken. */
export const readNewPassword = async (): Promise<string> => {
  if (!process.stdin.isTTY) return await firstLine()
  const password = await ask("Password: ")
  if ((await ask("Password again: ")) !== password) throw new CommandFailure("The two passwords differ")
  return password
}

const firstLine = async (): Promise<string> => {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) return line
  throw new CommandFailure("No password given: use --password, SHOPWRIGHT_PASSWORD or a line on standard input")
}

const ask = (prompt: string): Promise<string> =>
  new Promise((resolve, reject) => {
    process.stderr.write(prompt)
    // readline edits the line and would echo it to its output: that output goes nowhere.
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
    const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true })
    let answer: string | undefined
    terminal.once("line", (line) => {
      answer = line
      terminal.close()
    })
    terminal.once("SIGINT", () => terminal.close())
    terminal.once("close", () => {
      process.stderr.write("\n")
      if (answer === undefined) reject(new CommandFailure("No password given"))
      else resolve(answer)
    })
  })

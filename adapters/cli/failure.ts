/** The command was called in a way it does not understand: a flag, an argument or a variable. Ends with code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError"
}

/** The command was understood and could not be carried out; the message is all a person needs. Ends with code 1. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure"
}

/** What a failed command leaves behind: text for standard error and an exit code. */
export interface Explanation {
  readonly text: string
  readonly exitCode: number
}

/** Errors of other rooms that carry their own good message. */
const wellSpoken: ReadonlyArray<string> = [
  "CommandFailure",
  "DatabaseInUse",
  "FolderNotPrivate",
  "SchemaMismatch",
  "UnsupportedEncoding",
  "UnusableKeys",
]

/** Node's and PostgreSQL's codes for what an operator can put right, and what to say of each. */
const knownCodes: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing answers at the database's address",
  ECONNRESET: "the database closed the connection",
  ENOTFOUND: "the database's host is unknown",
  EAI_AGAIN: "the database's host is unknown",
  ETIMEDOUT: "the database does not answer",
  EACCES: "access is denied",
  EPERM: "access is denied",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left on the disk",
  ENOTDIR: "a part of the path is no folder",
  EEXIST: "a file is where a folder should be",
  "28P01": "the database refuses the user or password",
  "28000": "the database refuses the user or password",
  "3D000": "the server has no such database",
  "42501": "the database user may not do this",
  "53300": "the database has no connection to spare",
}

/** Puts an error into words: one line for what can be expected to happen, a stack trace for what cannot. */
export const explain = (error: unknown): Explanation => {
  if (!(error instanceof Error)) return { text: `unexpected: ${String(error)}`, exitCode: 1 }
  if (error instanceof UsageError) return { text: error.message, exitCode: 2 }
  if (wellSpoken.includes(error.name)) return { text: error.message, exitCode: 1 }
  const known = causesOf(error).find(({ code }) => code !== undefined && Object.hasOwn(knownCodes, code))
  if (known?.code !== undefined) return { text: `${knownCodes[known.code]} (${known.message})`, exitCode: 1 }
  return { text: `unexpected: ${error.stack ?? error.message}`, exitCode: 1 }
}

/** The error, what caused it, what caused that: drivers wrap what the system told them. */
const causesOf = (error: Error): ReadonlyArray<{ readonly code: string | undefined; readonly message: string }> => {
  const chain = []
  const seen = new Set<unknown>()
  const waiting: Array<unknown> = [error]
  while (waiting.length > 0) {
    const next = waiting.shift()
    if (!(next instanceof Error) || seen.has(next)) continue
    seen.add(next)
    const code = "code" in next && typeof next.code === "string" ? next.code : undefined
    chain.push({ code, message: firstLine(next.message) })
    waiting.push(next.cause, ...(next instanceof AggregateError ? next.errors : []))
  }
  return chain
}

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? text

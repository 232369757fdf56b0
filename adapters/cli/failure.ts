import { StoreUnavailable } from "../../application/ports/store-unavailable.ts"

/** An invalid flag, argument or variable. The command exits with code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError"
}

/** A valid command that failed for an expected reason, given in the message. The command exits with code 1. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure"
}

/** Returns the error of a command for a refusal. An outage of the database is explained by its own message. */
export const failureOf =
  <E>(describe: (refusal: E) => string) =>
  (error: E | StoreUnavailable): CommandFailure | StoreUnavailable =>
    error instanceof StoreUnavailable ? error : new CommandFailure(describe(error))

/** The output of a failed command: text for standard error and an exit code. */
export interface Explanation {
  readonly text: string
  readonly exitCode: number
}

/** Errors of other modules whose messages are complete. */
const selfExplanatory: ReadonlyArray<string> = [
  "BackupFailed",
  "CommandFailure",
  "CurrencyMismatch",
  "DatabaseInUse",
  "FolderNotPrivate",
  "NoResponse",
  "RestoreFailed",
  "InvalidFile",
  "SchemaMismatch",
  "StoreUnavailable",
  "TablesDistributed",
  "UnsupportedEncoding",
  "UnusableKeys",
]

/** Node's and PostgreSQL's error codes that an operator can act on, with their explanations. */
const knownCodes: Readonly<Record<string, string>> = {
  ECONNREFUSED: "no server responds at the database's address",
  ECONNRESET: "the database closed the connection",
  ENOTFOUND: "the database's host is unknown",
  EAI_AGAIN: "the database's host is unknown",
  ETIMEDOUT: "the database does not respond",
  EACCES: "access is denied",
  EPERM: "access is denied",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left on the disk",
  ENOTDIR: "a part of the path is not a folder",
  EEXIST: "a file exists where a folder is needed",
  "28P01": "the database refuses the user or password",
  "28000": "the database refuses the user or password",
  "3D000": "the server has no such database",
  "42501": "the database user lacks a permission",
  "53300": "the database has no free connection",
}

/** Describes an error: one line for an expected error, a stack trace for an unexpected one. */
export const explain = (error: unknown): Explanation => {
  if (!(error instanceof Error)) return { text: `unexpected error: ${String(error)}`, exitCode: 1 }
  if (error instanceof UsageError) return { text: error.message, exitCode: 2 }
  if (selfExplanatory.includes(error.name)) return { text: error.message, exitCode: 1 }
  const known = causesOf(error).find(({ code }) => code !== undefined && Object.hasOwn(knownCodes, code))
  if (known?.code !== undefined) return { text: `${knownCodes[known.code]} (${known.message})`, exitCode: 1 }
  return { text: `unexpected error: ${error.stack ?? error.message}`, exitCode: 1 }
}

/** Returns the error and its chain of causes, because drivers wrap the system's error. */
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

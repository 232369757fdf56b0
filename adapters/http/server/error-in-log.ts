/** An error as it is written down. */
export interface ErrorInLog {
  readonly type: string
  readonly code: string | undefined
  readonly message: string
  readonly stack: string
  readonly cause: ErrorInLog | undefined
}

const DEEPEST = 5

/**
 * What of an error may be written down. Drivers hang the query and its values on their errors, and a database quotes the
 * row that it refuses, hash of a password and all, in further lines of the message: none of that gets in.
 */
export const errorInLog = (error: Error, depth = 0): ErrorInLog => ({
  type: error.constructor.name,
  code: "code" in error && typeof error.code === "string" ? error.code : undefined,
  message: error.message.split("\n", 1)[0] ?? "",
  stack: (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .join("\n"),
  cause: error.cause instanceof Error && depth < DEEPEST ? errorInLog(error.cause, depth + 1) : undefined,
})

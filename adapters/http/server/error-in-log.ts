/** An error as it is logged. */
export interface ErrorInLog {
  readonly type: string
  readonly code: string | undefined
  readonly message: string
  readonly stack: string
  readonly cause: ErrorInLog | undefined
}

const DEEPEST = 5

/**
 * Returns the loggable parts of an error. Drivers attach the query and its values to their errors, and PostgreSQL
 * quotes the rejected row, which may contain a password hash, in later lines of the message. Both are left out.
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

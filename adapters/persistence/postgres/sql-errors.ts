/** The five characters by which PostgreSQL names an error, wherever the driver or the ORM put them. */
export const sqlState = (error: unknown): string | undefined =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined

/** Serialization failure or deadlock: the same transaction may well succeed the next time. */
export const isRetryable = (error: unknown): boolean => ["40001", "40P01"].includes(sqlState(error) ?? "")

/** A lock was not free in time, or not at once where the statement does not wait. */
export const isLockTimeout = (error: unknown): boolean => sqlState(error) === "55P03"

/** Whether the statement certainly changed nothing: the server refused it, and went on serving. */
export const wasUndone = (error: unknown): boolean => /^(22|23|40001|40P01|42|55|P0)/.test(sqlState(error) ?? "")

/** The table or schema asked for is not there. */
export const isUndefinedTable = (error: unknown): boolean => ["42P01", "3F000"].includes(sqlState(error) ?? "")

/** A concurrent transaction has defined a schema, table or index of the same name. */
export const isConcurrentDefinition = (error: unknown): boolean =>
  ["23505", "42P06", "42P07", "42710"].includes(sqlState(error) ?? "")

/** The statement makes sense in a transaction only, and there is none. */
export const isOutsideTransaction = (error: unknown): boolean => sqlState(error) === "25P01"

/** A row with this key is there already. */
export const isUniqueViolation = (error: unknown): boolean => sqlState(error) === "23505"

/** A row breaks a CHECK constraint. */
export const isCheckViolation = (error: unknown): boolean => sqlState(error) === "23514"

/** A row that is pointed to is not there. */
export const isForeignKeyViolation = (error: unknown): boolean => sqlState(error) === "23503"

/**
 * The constraint that a row breaks, wherever the error came from. Citus appends the number of a shard, which has at least
 * six digits, to the names of constraints. Of an error of another server, it forwards the message, in which the name of
 * the constraint follows that of the table, and no field with the name.
 */
export const violatedConstraint = (error: unknown): string | undefined => {
  if (typeof error !== "object" || error === null) return undefined
  if ("constraint" in error && typeof error.constraint === "string") return error.constraint.replace(/_\d{6,}$/, "")
  const message = "message" in error ? String(error.message) : ""
  return [...message.matchAll(/(\w+?)_\d{6,}\b/g)].at(-1)?.[1]
}

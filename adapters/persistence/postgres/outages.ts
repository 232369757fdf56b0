import { StoreUnavailable } from "../../../application/ports/store-unavailable.ts"
import { ResponseTimeout } from "./client-query.ts"
import { sqlState } from "./sql-errors.ts"

/** There is no usable connection. `cause` is the driver's error. */
export class NoConnection extends Error {
  override readonly name = "NoConnection"

  constructor(cause: unknown) {
    super(describe(cause), { cause })
  }
}

/**
 * The codes of PostgreSQL (manual, appendix A) for a server that cannot execute a statement at present, or no longer
 * knows what became of it.
 */
const OUTAGE = /^(08|53|25006|25P03|40003|57014|57P0[1-5]|58)/

/** The codes for a statement that lost against concurrent transactions. The next attempt may win. */
const CONTENTION = /^(40001|40P01|55P03)$/

/** Node's codes for a connection that cannot be opened or was lost. */
const NETWORK = new Set([
  ...["ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"],
  ...["EHOSTUNREACH", "EHOSTDOWN", "ENETUNREACH", "ENETDOWN", "EADDRNOTAVAIL", "EMFILE", "ENFILE"],
])

/** The driver's errors for a connection that was lost. They have no code. */
const LOST = /^(Connection terminated|Client has encountered a connection error|Client was closed|Query read timeout)/

/** Returns whether the connection that reported an error must not be used again. */
export const breaksConnection = (error: unknown): boolean => {
  if (error instanceof ResponseTimeout || error instanceof NoConnection) return true
  const state = sqlState(error)
  if (state !== undefined && /^[0-9A-Z]{5}$/.test(state) && !NETWORK.has(state))
    // A read-only server may be a former primary: a new connection finds its successor.
    return /^(08|57P|25006|25P03)/.test(state)
  return isLost(error)
}

const isLost = (error: unknown): boolean =>
  NETWORK.has(sqlState(error) ?? "") || (error instanceof Error && LOST.test(error.message))

/** Returns the outage that an error means, or `null` for a defect and for an error that the caller handles. */
export const outageOf = (error: unknown): StoreUnavailable | null => {
  const state = sqlState(error) ?? ""
  if (CONTENTION.test(state)) return unavailable(error, 1)
  if (OUTAGE.test(state) || isLost(error) || error instanceof ResponseTimeout || error instanceof NoConnection)
    return unavailable(error, 5)
  return null
}

/** Returns the outage with its reason, which names no statement and no value. */
export const unavailable = (cause: unknown, retryAfterSeconds: number): StoreUnavailable =>
  new StoreUnavailable({ message: `The database cannot answer: ${describe(cause)}`, retryAfterSeconds, cause })

const describe = (error: unknown): string => {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(describe).join("; ")
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? ""
}

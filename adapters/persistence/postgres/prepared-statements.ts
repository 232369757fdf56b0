import { createHash } from "node:crypto"
import { PLAN_EACH_TIME, type Statement } from "./database.ts"
import { sqlState } from "./sql-errors.ts"

/** The names under which the statements of one pool are prepared. */
export interface PreparedStatements {
  /** Returns the name of a statement, or `undefined` if it is sent without one. */
  readonly nameOf: (statement: Statement) => string | undefined
  /**
   * Executes statements. If the server reports that a name is unknown or taken, uses no names from then on and executes
   * the statements again. The server has executed nothing in that case.
   */
  readonly tolerating: <A>(work: () => Promise<A>) => Promise<A>
}

/** Duplicate prepared statement, and unknown prepared statement. */
const CODES = new Set(["42P05", "26000"])

export const makePreparedStatements = (isEnabled: boolean): PreparedStatements => {
  let isOn = isEnabled
  const names = new Map<string, string>()

  const switchOff = (error: unknown): void => {
    if (!isOn) return
    isOn = false
    const reason = error instanceof Error ? error.message : String(error)
    process.emitWarning(
      `A pooler does not support named prepared statements (${reason}). This process uses none from now on. Set preparedStatements to false (SHOPWRIGHT_PREPARED_STATEMENTS=off).`,
      "ShopwrightPreparedStatements",
    )
  }

  return {
    nameOf: ({ name, text }) => {
      if (!isOn || name === PLAN_EACH_TIME) return undefined
      const known = names.get(text) ?? uniqueName(name, text)
      names.set(text, known)
      return known
    },
    tolerating: async (work) => {
      const usedNames = isOn
      try {
        return await work()
      } catch (error) {
        if (!usedNames || !CODES.has(sqlState(error) ?? "")) throw error
        switchOff(error)
        return work()
      }
    },
  }
}

/**
 * Names a statement by its text, within PostgreSQL's limit of 63 bytes. Behind a pooler, two processes share a connection.
 * A name never stands for the statement of another version or of another schema.
 */
const uniqueName = (name: string, text: string): string =>
  `${name.slice(0, 40)} ${createHash("sha256").update(text).digest("hex").slice(0, 16)}`

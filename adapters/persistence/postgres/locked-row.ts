import type { Queries } from "./database.ts"
import { idOrNone } from "./ids.ts"

/** A row that a call needs and another transaction has locked. The call has changed nothing. */
export class LockedRow {
  readonly table: "stock_level" | "orders" | "account"
  readonly id: number
  /** The account of an order. A cluster finds the row by it. */
  readonly account: number | null

  constructor(table: LockedRow["table"], id: number, account: number | null = null) {
    this.table = table
    this.id = id
    this.account = account
  }

  /** The same text for the same row. */
  get key(): string {
    return `${this.table} ${this.id}`
  }

  is(table: LockedRow["table"], id: number): boolean {
    return this.table === table && this.id === id
  }
}

/**
 * The end of a locking clause. The shop's own transactions leave out rows that others have locked, so they never hold a
 * lock while they wait for another. A transaction of the host waits as long as the host's settings allow.
 */
export const withoutLocked = (isJoined: boolean): string => (isJoined ? "" : " skip locked")

/** Locks a row, and waits for it. A row that does not exist is no reason to wait. */
export const lockRow = async ({ rows }: Queries, s: string, { table, id, account }: LockedRow): Promise<void> => {
  const key = table === "stock_level" ? "stock_item" : "id"
  const owned = account === null ? "" : " and account = $2"
  const text = `select ${key} from ${s}.${table} where ${key} = $1${owned} for no key update`
  await rows({ name: `wait for ${table}`, text }, [idOrNone(id), ...(account === null ? [] : [idOrNone(account)])])
}

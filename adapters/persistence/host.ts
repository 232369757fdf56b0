/*
 * The database objects that a host passes to a shop. The types describe the used part of `pg` and MikroORM, so that a
 * host does not need the types of both packages.
 */

/** A statement as `pg` accepts it. `types` parses the values of the rows. */
export interface HostStatement {
  readonly name?: string
  readonly text: string
  readonly values: Array<unknown>
  readonly types: { getTypeParser(oid: number): (text: string) => unknown }
}

/** A column of a result of `pg`. `dataTypeID` is the object id of its type. */
export interface HostField {
  readonly name: string
  readonly dataTypeID?: number | undefined
}

/** The used part of a `pg` client. */
export interface HostClient {
  query(
    statement: string | HostStatement,
  ): Promise<{ readonly rows: ReadonlyArray<unknown>; readonly fields?: ReadonlyArray<HostField> | undefined }>
}

/** A `pg` client from a pool. */
export interface LentClient extends HostClient {
  release(error?: Error | boolean): void
  on?(event: "error", listener: (error: Error) => void): unknown
  off?(event: "error", listener: (error: Error) => void): unknown
}

/** The used part of a `pg` pool. `new Pool(...)` implements it. */
export interface HostPool extends HostClient {
  connect(): Promise<LentClient>
}

/** The used part of MikroORM's EntityManager, inside `em.transactional`. */
export interface HostEntityManager {
  getTransactionContext(): unknown
}

/** The used part of MikroORM for PostgreSQL. The result of `MikroORM.init(...)` implements it. */
export interface HostOrm {
  readonly em: {
    getConnection(): { getNativeClient(): Promise<unknown> }
    getTransactionContext?(): unknown
  }
}

/**
 * Runs SQL text with the values of `$1`, `$2` and so on, in an open transaction of the host. Any database layer for
 * PostgreSQL can be passed to `withTransaction` in this form.
 *
 * The rows are objects with a property for each column, or arrays beside the names of the columns. The values may be as
 * any driver reads them: a `bigint` as number, text or BigInt, a `json` as value or text.
 */
export type HostSql = (text: string, values: ReadonlyArray<unknown>) => PromiseLike<HostRows>

/** The result of {@link HostSql}: the rows, or an object with the rows. Names are needed for rows that are arrays. */
export type HostRows =
  | (ReadonlyArray<object> & { readonly columns?: ColumnNames | undefined })
  | {
      readonly rows: ReadonlyArray<unknown>
      readonly fields?: ColumnNames | undefined
      readonly columns?: ColumnNames | undefined
    }

/** The columns of rows that are arrays, in order. */
export type ColumnNames = ReadonlyArray<{ readonly name: string }>

/**
 * An open transaction of the host: a `pg` client after BEGIN, the EntityManager of `em.transactional`, or a function that
 * runs SQL in the transaction of any other layer.
 */
export type HostTransaction = HostClient | HostEntityManager | HostSql

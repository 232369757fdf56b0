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

/** The used part of a `pg` client. */
export interface HostClient {
  query(statement: string | HostStatement): Promise<{ readonly rows: ReadonlyArray<unknown> }>
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

/** An open transaction of the host: a `pg` client after BEGIN, or the EntityManager of `em.transactional`. */
export type HostTransaction = HostClient | HostEntityManager

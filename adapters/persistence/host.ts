/*
 * What a host that has a database of its own lends to a shop. The shapes are those of `pg` and MikroORM, said in so few
 * words that whoever uses neither needs the types of neither.
 */

/** A statement as `pg` accepts it. Rows are returned as arrays, and `types` parses their values. */
export interface HostStatement {
  readonly name?: string
  readonly text: string
  readonly values: Array<unknown>
  readonly rowMode: "array"
  readonly types: { getTypeParser(oid: number): (text: string) => unknown }
}

/** The part of a `pg` client that is used. */
export interface HostClient {
  query(statement: string | HostStatement): Promise<{ readonly rows: ReadonlyArray<unknown> }>
}

/** A `pg` client that a pool has lent. */
export interface LentClient extends HostClient {
  release(error?: Error | boolean): void
}

/** The part of a `pg` pool that is used: `new Pool(...)` is one. */
export interface HostPool extends HostClient {
  connect(): Promise<LentClient>
}

/** The part of MikroORM's EntityManager that is used, inside `em.transactional`. */
export interface HostEntityManager {
  getTransactionContext(): unknown
}

/** The part of MikroORM for PostgreSQL that is used: what `MikroORM.init(...)` resolves to is one. */
export interface HostOrm {
  readonly em: { getConnection(): { getNativeClient(): Promise<unknown> } }
}

/** A host's transaction that is under way: a `pg` client after BEGIN, or the EntityManager of `em.transactional`. */
export type HostTransaction = HostClient | HostEntityManager

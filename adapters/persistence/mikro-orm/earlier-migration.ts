import type { Configuration } from "@mikro-orm/core"

/**
 * The base class of the migrations that earlier versions published. It has the methods that MikroORM's migrator calls
 * on a migration, so that reading the SQL does not need the package `@mikro-orm/migrations`.
 */
export abstract class Migration {
  protected readonly driver: unknown
  protected readonly config: Configuration
  readonly #queries: Array<string> = []

  constructor(driver: unknown, config: Configuration) {
    this.driver = driver
    this.config = config
  }

  abstract up(): void

  down(): void {
    throw new Error("This migration cannot be reverted.")
  }

  isTransactional(): boolean {
    return true
  }

  addSql(sql: string): void {
    this.#queries.push(sql)
  }

  reset(): void {
    this.#queries.length = 0
  }

  setTransactionContext(): void {}

  getQueries(): Array<string> {
    return this.#queries
  }
}

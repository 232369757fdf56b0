/** A database layer whose own objects are often passed by mistake, and what to pass instead. */
interface KnownLayer {
  readonly name: string
  readonly isIt: (has: (name: string) => boolean, isFunction: boolean) => boolean
  readonly instead: string
}

const PAGE = "See docs/embedding/database-layers.md."

const layers: ReadonlyArray<KnownLayer> = [
  {
    name: "a pool of pg",
    isIt: (has) => has("totalCount") && has("idleCount"),
    instead: "Pass a client of pool.connect() on which BEGIN was sent.",
  },
  {
    name: "an object of postgres.js",
    isIt: (has, isFunction) => isFunction && has("unsafe"),
    instead: "Pass a function: (text, values) => sql.savepoint((behind) => behind.unsafe(text, ...)).",
  },
  {
    name: "an object of Knex",
    isIt: (has, isFunction) => isFunction && has("raw"),
    instead: "Pass the client of its transaction: await trx.client.acquireConnection().",
  },
  {
    name: "an object of Kysely",
    isIt: (has) => has("executeQuery") && has("selectFrom"),
    instead: "Pass a function: (text, values) => trx.executeQuery(CompiledQuery.raw(text, [...values])).",
  },
  {
    name: "an object of Drizzle",
    isIt: (has) => has("execute") && has("select") && has("insert"),
    instead: "Pass a function that calls tx.execute(...).",
  },
  {
    name: "an object of Prisma",
    isIt: (has) => has("$queryRawUnsafe"),
    instead: "Pass a function: (text, values) => tx.$queryRawUnsafe(text, ...values).",
  },
  {
    name: "an object of TypeORM",
    isIt: (has) => has("createQueryRunner") || has("queryRunner") || (has("manager") && has("startTransaction")),
    instead: "Pass a function that calls manager.queryRunner.query(text, values, true).",
  },
  {
    name: "a MikroORM",
    isIt: (has) => has("em") && has("schema"),
    instead: "Pass the EntityManager that em.transactional passes to its callback.",
  },
]

/** Throws TypeError for an object of a database layer that has to be wrapped, and says how. */
export const rejectKnownLayers = (transaction: unknown): void => {
  const isFunction = typeof transaction === "function"
  if (!isFunction && (typeof transaction !== "object" || transaction === null)) return
  const members = transaction as Readonly<Record<string, unknown>>
  const layer = layers.find(({ isIt }) => isIt((name) => members[name] !== undefined, isFunction))
  if (layer !== undefined) throw new TypeError(`withTransaction() was given ${layer.name}. ${layer.instead} ${PAGE}`)
}

import { MikroORM } from "@mikro-orm/postgresql"
import { Client, type Pool } from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import { guardPool } from "../../adapters/persistence/mikro-orm/pool-guard.ts"
import { eventually } from "../support/load.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"

const POOL_SIZE = 3

let database: Database
let killer: Client

beforeAll(async () => {
  database = await freshDatabase()
  killer = new Client({ connectionString: database.url })
  await killer.connect()
})
afterAll(async () => {
  await killer?.end()
  await database?.drop()
})

/** MikroORM over a small pool that soon reports that it is exhausted. */
const openOrm = (onPoolCreated: (pool: Pool) => void) =>
  MikroORM.init({
    clientUrl: database.url,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    pool: { min: 0, max: POOL_SIZE },
    driverOptions: { connectionTimeoutMillis: 500, onPoolCreated },
  })

const kill = async (pid: number): Promise<void> => {
  await killer.query("select pg_terminate_backend($1)", [pid])
  const isGone = async () => (await killer.query("select from pg_stat_activity where pid = $1", [pid])).rowCount === 0
  await eventually(`backend ${pid} ended`, isGone)
}

/** A transaction that loses its connection after its last statement, so that COMMIT or ROLLBACK fails. */
const broken = (orm: MikroORM, last: "commit" | "rollback"): Promise<unknown> =>
  orm.em.fork().transactional(async (em) => {
    const [row] = await em.execute<Array<{ pid: number }>>("select pg_backend_pid() as pid")
    await kill(row?.pid ?? 0)
    if (last === "rollback") throw new Error("changed my mind")
  })

const useWholePool = (orm: MikroORM): Promise<ReadonlyArray<unknown>> =>
  Promise.all(
    Array.from({ length: 4 * POOL_SIZE }, () =>
      orm.em.fork().transactional((em) => em.execute("select 1 as one, pg_sleep(0.01)")),
    ),
  )

it.each(["commit", "rollback"] as const)(
  "keeps the pool whole when every %s fails for want of a connection",
  async (last) => {
    const orm = await openOrm(guardPool)
    try {
      for (let i = 0; i < 3 * POOL_SIZE; i++) await expect(broken(orm, last)).rejects.toThrow()

      expect(await useWholePool(orm)).toHaveLength(4 * POOL_SIZE)
    } finally {
      // Ends only when every connection was returned.
      await orm.close()
    }
  },
)

// When this test fails, the query builder returns connections by itself and the guard can be removed.
it("is needed: without it, as many failures as there are connections exhaust the pool permanently", async () => {
  let pool: Pool | undefined
  const orm = await openOrm((created) => {
    pool = created
    // Without a listener, an error of an idle connection would end this process.
    created.on("error", () => {})
  })

  for (let i = 0; i < POOL_SIZE; i++) await expect(broken(orm, "commit")).rejects.toThrow()

  await expect(orm.em.fork().execute("select 1")).rejects.toThrow("timeout exceeded when trying to connect")
  expect(pool?.totalCount).toBe(POOL_SIZE)
  // The pool stays open: closing it would wait forever.
})

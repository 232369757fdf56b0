import { Pool } from "pg"
import { expect, it } from "vitest"
import { migrate } from "../../composition/open-shop.ts"
import { freshDatabase } from "../support/postgres.ts"

// The statement with which PostgreSQL checks the foreign keys of lines, keys, steps and notes.
const CHECK = `explain (generic_plan) select 1 from only shopwright.orders x where id = $1 and account = $2 for key share`

it("a shop of a hundred orders checks foreign keys to orders by the index, also after an autovacuum", async () => {
  const database = await freshDatabase()
  await migrate(database)
  const pool = new Pool({ connectionString: database.url, max: 1 })
  try {
    await pool.query("insert into shopwright.account (username, password_hash) values ('mia', 'x')")
    await pool.query(
      `insert into shopwright.orders (account, status, created_at, updated_at)
       select 1, 'created', now(), now() from generate_series(1, 100)`,
    )
    const threshold = await pool.query(
      `select option_value::integer as changes from pg_class, pg_options_to_table(reloptions)
       where oid = 'shopwright.orders'::regclass and option_name = 'autovacuum_analyze_threshold'`,
    )
    expect(threshold.rows).toEqual([{ changes: 1000 }])
    const plan = async () => JSON.stringify((await pool.query(CHECK)).rows)
    expect(await plan()).toContain("Index Scan using orders_pkey")
    // This is what autovacuum would do without the threshold.
    await pool.query("analyze shopwright.orders")
    expect(await plan()).toContain("Seq Scan")
  } finally {
    await pool.end()
    await database.drop()
  }
})

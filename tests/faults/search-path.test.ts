import { readdirSync, readFileSync } from "node:fs"
import { Client } from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import { migrate, openShop } from "../../composition/index.ts"
import { operator } from "../../domain/account/actor.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"

let database: Database
let client: Client

beforeAll(async () => {
  database = await freshDatabase()
  await migrate({ url: database.url })
  client = new Client({ connectionString: database.url })
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

/** Functions that match the arguments of our calls better than PostgreSQL's polymorphic ones, and that all fail. */
const hostileFunctions = `
  create function public.trap() returns integer language plpgsql as $$ begin raise 'hijacked'; end $$;
  create function public.array_position(integer[], integer) returns integer language sql as 'select public.trap()';
  create function public.array_position(text[], text) returns integer language sql as 'select public.trap()';
  create function public.unnest(integer[]) returns setof integer language sql as 'select public.trap()';
  create function public.unnest(bigint[]) returns setof bigint language sql as 'select public.trap()::bigint';
  create function public.unnest(text[]) returns setof text language sql as 'select public.trap()::text';
  create function public.cardinality(integer[]) returns integer language sql as 'select public.trap()';
  create function public.array_length(integer[], integer) returns integer language sql as 'select public.trap()';
  create function public.jsonb_build_object(text, text) returns jsonb language sql as 'select to_jsonb(public.trap())'`

it("calls no function that another role has created in public", async () => {
  await client.query(hostileFunctions)
  const shop = await openShop({ database: { url: database.url }, passwordCost: 4 })
  try {
    const soap = { name: "Soap", description: "", price: "3.50", category: "Bath", stock: 12 }
    await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [soap] })
    const registered = await shop.register({ username: "mia", password: "a-long-password" })
    if (!registered.ok) throw new Error(registered.error._tag)
    const mia = registered.value.account
    const admin = { ...mia, isAdmin: true }
    const [product] = await shop.listProducts()
    if (product === undefined) throw new Error("no product")
    const signIn = { login: "mia", by: ["username"], password: "a-long-password", address: "127.0.0.1" } as const
    expect(await shop.logIn(signIn)).toMatchObject({ ok: true })
    const placed = await shop.placeOrder(mia, { lines: [{ product: product.id, quantity: 2 }] })
    if (!placed.ok) throw new Error(placed.error._tag)
    expect(await shop.restock(admin, { product: product.id, quantity: 1 })).toMatchObject({ ok: true })
    expect(await shop.changeOrderStatus(admin, { order: placed.value.id, status: "paid" })).toMatchObject({ ok: true })
    expect(await shop.pageOrders(mia, { limit: 5 })).toMatchObject({ orders: [{ status: "paid" }] })
  } finally {
    await shop.close()
  }
})

it("has no functions and no triggers of ours in the schema", async () => {
  const { rows } = await client.query<{ name: string }>(`
    select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'shopwright'
    union all
    select t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'shopwright' and not t.tgisinternal`)
  expect(rows).toEqual([])
})

it("has 64-bit ids everywhere, which end where JavaScript's whole numbers end", async () => {
  const { rows: columns } = await client.query(`select table_name, column_name from information_schema.columns
    where table_schema = 'shopwright' and data_type = 'integer' and table_name <> 'schema_version'
      and column_name not in ('quantity', 'on_hand', 'reserved', 'low_threshold', 'failures')`)
  expect(columns).toEqual([])
  const { rows: sequences } = await client.query(`select sequencename, max_value::text as last from pg_sequences
    where schemaname = 'shopwright' and sequencename <> 'schema_version_id_seq'`)
  expect(sequences.length).toBeGreaterThan(8)
  for (const { last } of sequences) expect(last).toBe(String(Number.MAX_SAFE_INTEGER))
})

it("qualifies the polymorphic functions in the adapter's statements", () => {
  const folder = new URL("../../adapters/persistence/postgres/", import.meta.url)
  // PostgreSQL resolves unnest with several arguments in pg_catalog itself.
  const polymorphic =
    /(?<![.\w])(unnest(?=\([^,()]*\))|array_agg|array_position|array_length|cardinality|count|sum|json_build_object|jsonb_build_object|json_agg|jsonb_agg)\(/
  const unqualified = readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .filter((file) => polymorphic.test(readFileSync(new URL(file, folder), "utf8")))
  expect(unqualified).toEqual([])
})

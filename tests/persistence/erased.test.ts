import { Effect, Result } from "effect"
import { afterAll, beforeAll, expect, it } from "vitest"
import { loadEarlier } from "../../adapters/persistence/mikro-orm/open.ts"
import { openPglite } from "../../adapters/persistence/mikro-orm/pglite.ts"
import { migrateSchema } from "../../adapters/persistence/postgres/migrate.ts"
import { persistence } from "../../adapters/persistence/postgres/persistence.ts"
import { shopOver } from "../../adapters/testing/contracts/shop.ts"
import { newAccount } from "../../adapters/testing/ports.ts"
import type { AccountId } from "../../domain/account/account.ts"
import { PictureName } from "../../domain/account/picture.ts"
import { claimOf } from "../../domain/order/idempotency.ts"
import { idempotencyKey } from "../../domain/order/idempotency-key.ts"

/** The tables of which an erasure deletes all rows of the account. */
const deletedRows = [
  "account_word",
  "session",
  "account_token",
  "api_key",
  "queued_mail",
  "guest",
  "order_key",
  "order_note",
]

/** The columns that an erasure empties. */
const emptied = [
  ...[
    "username",
    "email",
    "email_key",
    "phone",
    "external_id",
    "password_hash",
    "first_name",
    "last_name",
    "year",
    "branch",
  ],
  ...["roll_number", "contact_phone", "bio", "address", "postal_code", "birthdate", "picture", "metadata"],
].map((column) => `account.${column}`)
emptied.push(
  "orders.address",
  "orders.phone",
  "orders.metadata",
  "order_line.metadata",
  "order_step.reason",
  "event.facts",
)

const catalogue = "describes what the shop sells"
const numbers = "has ids, numbers and times; after the erasure the id of the account names no person"
const signIns = "has digests that protect sign-ins, for at most 90 days; they name no account"
const operations = "belongs to the shop and not to a person"

/** The tables and columns that keep their values, and why. */
const kept: Readonly<Record<string, string>> = {
  "account.id": numbers,
  "account.is_admin": "is false afterwards",
  "account.is_active": "is false afterwards",
  "account.is_verified": "is false afterwards",
  "account.is_indexed": "says that there are no words",
  "account.created_at": numbers,
  "account.updated_at": numbers,
  "account.password_changed_at": "is the time of the erasure",
  "account.erased_at": "is the time of the erasure",
  "account.version": numbers,
  refresh_rotation: "is deleted with its session",
  sign_in_attempt: signIns,
  sign_in_turn: signIns,
  known_address: signIns,
  category: catalogue,
  product: catalogue,
  product_word: catalogue,
  product_picture: catalogue,
  variant: catalogue,
  stock_item: catalogue,
  stock_level: catalogue,
  stock_movement: "is the book of the stock; its reasons are about goods",
  stock_key: "has digests of quantities of goods",
  catalog_key: "has digests of goods and their ids",
  "orders.id": numbers,
  "orders.account": numbers,
  "orders.status": numbers,
  "orders.created_at": numbers,
  "orders.updated_at": numbers,
  "orders.version": numbers,
  "orders.adjustments": "is part of what the buyer paid; policies.md asks hosts for labels without personal data",
  "orders.adjustment_total": numbers,
  ...Object.fromEntries(
    ["id", "account", "order", "stock_item", "product", "variant", "quantity", "price"].map((column) => [
      `order_line.${column}`,
      numbers,
    ]),
  ),
  "order_step.order": numbers,
  "order_step.account": numbers,
  "order_step.number": numbers,
  "order_step.status": numbers,
  "order_step.actor": numbers,
  "order_step.at": numbers,
  "event.stream": numbers,
  "event.number": numbers,
  "event.id": numbers,
  "event.position": numbers,
  "event.kind": numbers,
  "event.line_ids": numbers,
  "event.at": numbers,
  noted_picture: "names a file that is about to be deleted",
  subscriber: operations,
  deferred_event: operations,
  outbox: operations,
  shop: operations,
  schema_version: operations,
}

/** Occurs in every text that a person writes. */
const MARK = "marked"

let database: Awaited<ReturnType<typeof openPglite>>["database"]
let close: () => Promise<void>
const rows = (text: string, values: ReadonlyArray<unknown> = []) =>
  database.rows<{ readonly [column: string]: unknown }>({ name: "", text }, values)

beforeAll(async () => {
  const opened = await openPglite("memory://", "shopwright")
  close = opened.close
  database = opened.database
  await migrateSchema(database, loadEarlier)
})
afterAll(() => close())

it("erases every column, or keeps it for a reason", async () => {
  const columns = await rows(
    "select table_name as table, column_name as column from information_schema.columns where table_schema = 'shopwright'",
  )
  const known = new Set([...deletedRows, ...emptied, ...Object.keys(kept)])
  const forgotten = columns
    .map(({ table, column }) => [String(table), `${table}.${column}`] as const)
    .filter(([table, column]) => !known.has(table) && !known.has(column))
    .map(([, column]) => column)
  expect(forgotten, "erase them in account-erasure.ts, or give the reason here").toEqual([])
  const existing = new Set(columns.flatMap(({ table, column }) => [String(table), `${table}.${column}`]))
  expect([...known].filter((name) => !existing.has(name))).toEqual([])
})

/** Stores a person in every column and table that an erasure concerns. */
const storePerson = async (): Promise<AccountId> => {
  const store = persistence(database, async () => undefined)
  const run = Effect.runPromise
  const at = new Date("2026-03-01T12:00:00.000Z")
  const given = newAccount({ username: `${MARK}-name`, email: `${MARK}@example.com`, phone: "+4915100000001" })
  const profile = {
    ...{ firstName: MARK, lastName: MARK, year: MARK, branch: MARK, rollNumber: MARK, contactPhone: MARK, bio: MARK },
    ...{ address: MARK, postalCode: MARK, birthdate: "1987-06-05", picture: PictureName(`${MARK}.jpg`) },
    isVerified: true,
  }
  const { accounts, sessions } = store.identity
  const { account } = await run(
    accounts.add({ ...given, signsInByEmail: true, metadata: { crm: MARK } }, profile, `${MARK} hash`, at),
  )
  await rows("update shopwright.account set external_id = $2 where id = $1", [account.id, MARK])
  const insert = "insert into shopwright.guest (account, key, email_key) values ($1, $2, $2)"
  await rows(insert, [account.id, MARK])
  const session = { account: account.id, passwordChangedAt: null, openedAt: at, expiresAt: null }
  await run(sessions.open({ ...session, tokenDigest: MARK }))
  await run(store.search?.accountSearch.page({ words: [], limit: 1 }) ?? Effect.void)
  const expiresAt = new Date("2100-01-01T00:00:00Z")
  const token = { digest: MARK, account: account.id, purpose: "email", expiresAt } as const
  await run(store.recovery?.accountTokens.add(token, 5, at) ?? Effect.void)
  const apiKey = {
    account: account.id,
    name: MARK,
    scopes: ["orders:read"],
    hint: "9f3a",
    createdAt: at,
    expiresAt,
  } as const
  await run(store.apiKeys?.apiKeys.add({ ...apiKey, digest: MARK }, 5) ?? Effect.void)
  await run(store.recovery?.mailQueue.add({ purpose: "email", account: account.id, requestedAt: at }) ?? Effect.void)
  const shop = shopOver(store)
  const { id: product } = await shop.product({ stock: 5 })
  const delivery = { address: MARK, phone: MARK }
  const lines = [{ product, variant: null, quantity: 1, metadata: { note: MARK } }]
  const placement = await run(shop.decide(account, lines, delivery, at, { note: MARK }))
  const key = Result.getOrThrow(idempotencyKey(MARK))
  const claim = claimOf(key, { lines, delivery, metadata: { note: MARK } })
  const order = await run(store.orders.ledger.recordOnce(placement, claim))
  await run(store.orders.history.setNote(order.id, MARK, at))
  await shop.amend(order, "cancelled", at, account.id, MARK)
  return account.id
}

it("leaves nothing of a person in any row", async () => {
  const id = await storePerson()
  const counted = async (table: string) =>
    Number((await rows(`select count(*) as count from shopwright.${table} where account = $1`, [id]))[0]?.count)
  const valuesOf = async (column: string) => {
    const [table, name] = column.split(".")
    return (await rows(`select ${name}::text as value from shopwright.${table}`)).map(({ value }) => value)
  }
  const isPersonal = (value: unknown) => /marked|4915100000001|1987-06-05/.test(String(value))
  for (const table of deletedRows) expect([table, await counted(table)]).not.toEqual([table, 0])
  for (const column of emptied) expect([column, (await valuesOf(column)).some(isPersonal)]).toEqual([column, true])

  const { erasure } = persistence(database, async () => undefined)
  if (erasure === undefined) throw new Error("the store erases no accounts")
  await Effect.runPromise(erasure.accountErasure.erase(id, new Date()))

  for (const table of deletedRows) expect([table, await counted(table)]).toEqual([table, 0])
  const tables = await rows(
    "select table_name as name from information_schema.tables where table_schema = 'shopwright'",
  )
  for (const { name } of tables.filter((table) => table.name !== "noted_picture")) {
    const found = await rows(`select row_to_json(t)::text as value from shopwright.${name} t`)
    expect([name, found.map(({ value }) => value).filter(isPersonal)]).toEqual([name, []])
  }
  const [account] = await rows("select * from shopwright.account where id = $1", [id])
  expect(account).toMatchObject({ password_hash: "!", is_admin: false, is_active: false, is_verified: false })
})

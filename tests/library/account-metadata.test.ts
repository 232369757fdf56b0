import { Effect } from "effect"
import { Pool } from "pg"
import { expect, it, onTestFinished } from "vitest"
import { migrate, openShop, operator } from "../../composition/index.ts"
import type { LentClient } from "../../composition/ports.ts"
import { freshDatabase } from "../support/postgres.ts"

/** Opens a shop in an empty database. `sent` has the statements of the shop. */
const open = async () => {
  const database = await freshDatabase()
  onTestFinished(database.drop)
  const pool = new Pool({ connectionString: database.url })
  onTestFinished(() => pool.end())
  const sent: Array<string> = []
  const connect = async (): Promise<LentClient> => {
    const client = await pool.connect()
    return {
      query: (statement) => {
        sent.push(typeof statement === "string" ? statement : statement.text)
        return client.query(statement)
      },
      release: (error) => client.release(error),
    }
  }
  const noted = { connect, query: (statement: string) => pool.query(statement) }
  await migrate({ pool, schema: "shop" })
  const shop = await openShop({
    database: { pool: noted, schema: "shop" },
    backgroundWork: false,
    passwordCost: 4,
    metadata: { account: ({ crm }) => (typeof crm === "string" ? null : "The text `crm` is missing.") },
  })
  onTestFinished(shop.close)
  return { shop, sent }
}

const imported = { passwordHash: "!", isAdmin: false, isActive: true }
const crm = { crm: "C-7", b: 1, a: [null] }

const loading = async function* (lines: ReadonlyArray<string>) {
  yield* lines
}

/** Returns the lines of an export without the metadata of accounts, as an earlier version wrote it. */
const asBefore = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.map((line) => {
    if (!line.startsWith('{"account"')) return line
    const { metadata: _, ...account } = JSON.parse(line).account
    return JSON.stringify({ account })
  })

it("is imported with accounts, and moves with the shop", async () => {
  const [{ shop }, { shop: copy }, { shop: older }] = [await open(), await open(), await open()]
  const wrong = await shop.importAccounts([{ ...imported, username: "x", metadata: { crm: 7 } }])
  const fault = expect.stringMatching(/^metadata .*The text `crm` is missing/)
  expect(wrong).toMatchObject({ error: { faults: [{ index: 0, fault }] } })
  const accounts = [
    { ...imported, username: "ann", metadata: crm },
    { ...imported, username: "bob" },
  ]
  expect(await shop.importAccounts(accounts)).toMatchObject({ value: { accounts: 2 } })
  const lines: Array<string> = []
  await Effect.runPromise(shop.useCases.exportShop(async ({ lines: more }) => void lines.push(...more)))
  const metadataIn = async ({ searchAccounts }: typeof shop) => {
    const found = await searchAccounts(operator, { limit: 9 })
    return found.ok ? JSON.stringify(found.value.accounts.map(({ metadata }) => metadata)) : found
  }
  expect(await metadataIn(shop)).toBe(JSON.stringify([null, crm]))
  expect(await copy.importShop(loading(lines))).toMatchObject({ ok: true })
  expect(await metadataIn(copy)).toBe(JSON.stringify([null, crm]))
  expect(await older.importShop(loading(asBefore(lines)))).toMatchObject({ ok: true })
  expect(await metadataIn(older)).toBe(JSON.stringify([null, null]))
})

it("is neither read nor written by sign-ins, authentication and orders", async () => {
  const { shop, sent } = await open()
  const product = { name: "Soap", description: "", price: "3.00", category: "Bath", stock: 9 }
  await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [product] })
  const [soap] = await shop.listProducts()
  const password = "a-long-password"
  const mia = await shop.register({ username: "mia", password, metadata: crm })
  if (soap === undefined || !mia.ok) throw new Error("the shop is not furnished")
  sent.length = 0
  const lines = [{ product: soap.id, quantity: 1 }]
  const login = { login: "mia", by: ["username"], password, address: "192.0.2.1" } as const
  const session = await shop.logIn(login)
  if (!session.ok) throw session.error
  expect(await shop.authenticate(session.value.token)).toMatchObject({ ok: true })
  expect(await shop.placeOrder(mia.value.account, { lines })).toMatchObject({ ok: true })
  expect(await shop.placeOrder({ externalId: "user_01HZX3" }, { lines })).toMatchObject({ ok: true })
  expect(sent.length).toBeGreaterThan(3)
  expect(sent.filter((text) => text.includes("metadata"))).toEqual([])
  expect(await shop.viewProfile(mia.value.account, mia.value.account.id)).toMatchObject({ value: { metadata: crm } })
  expect(sent.filter((text) => text.includes("metadata"))).toHaveLength(1)
})

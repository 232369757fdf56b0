import fc from "fast-check"
import { Client } from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import { arrayLiteral } from "../../adapters/persistence/postgres/array-literal.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"

let database: Database
let client: Client

beforeAll(async () => {
  database = await freshDatabase()
  client = new Client({ connectionString: database.url })
  await client.connect()
})
afterAll(async () => {
  await client?.end()
  await database?.drop()
})

it("is read back by PostgreSQL as the same texts and nulls", async () => {
  const texts = fc.array(fc.option(fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0"))))
  await fc.assert(
    fc.asyncProperty(texts, async (values) => {
      const { rows } = await client.query("select $1::text[] as values", [arrayLiteral(values)])
      expect(rows).toEqual([{ values }])
    }),
  )
})

it("is read back by PostgreSQL as the same numbers", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(fc.integer())), async (values) => {
      const { rows } = await client.query("select $1::integer[] as values", [arrayLiteral(values)])
      expect(rows).toEqual([{ values }])
    }),
  )
})

it("does not exist for other elements", () => {
  expect(arrayLiteral([1, Buffer.from("x")])).toBeUndefined()
})

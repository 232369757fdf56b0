import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Client } from "pg"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { migrate, openShop } from "../../composition/open-shop.ts"
import { fill, firstKey, ok, PASSWORD } from "../support/filled-shop.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { shopwright } from "./shopwright.ts"

let cwd: string
let server: Database
let empty: Database

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), "shopwright-moving-"))
  server = await freshDatabase()
  empty = await freshDatabase()
  await migrate({ url: server.url })
  await migrate({ url: empty.url })
  await fill(server.url, join(cwd, "media"))
})
afterAll(async () => {
  rmSync(cwd, { recursive: true, force: true })
  await server.drop()
  await empty.drop()
})

/** Returns the tables whose sequence of ids would give an id that a row has. */
const sequencesBehind = async (url: string): Promise<ReadonlyArray<string>> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const behind: Array<string> = []
    for (const table of [
      "account",
      "category",
      "product",
      "variant",
      "stock_item",
      "stock_movement",
      "orders",
      "order_line",
    ]) {
      const { rows } = await client.query<{ behind: boolean }>(
        `select max(id) > coalesce(pg_sequence_last_value(pg_get_serial_sequence('shopwright.${table}', 'id')::regclass), 0)
           as behind from shopwright.${table}`,
      )
      if (rows[0]?.behind !== false) behind.push(table)
    }
    return behind
  } finally {
    await client.end()
  }
}

const run = (args: ReadonlyArray<string>, input?: string) =>
  shopwright(args, { cwd, env: { SHOPWRIGHT_MEDIA: join(cwd, "media") }, ...(input !== undefined && { input }) })

const exported = async (database: string, ...flags: ReadonlyArray<string>): Promise<string> => {
  const { code, stdout, stderr } = await run(["export", "--database", database, ...flags])
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^exported /) })
  return stdout
}

describe("an exported shop", { timeout: 120_000 }, () => {
  it("moves from a server to a folder and to another server, and its export has the same lines", async () => {
    const first = await exported(server.url, "--media", "pictures")
    const kinds = new Set(
      first
        .trim()
        .split("\n")
        .map((line) => Object.keys(JSON.parse(line))[0]),
    )
    expect(kinds.size).toBeGreaterThan(17)
    const [picture = ""] = readdirSync(join(cwd, "pictures"))

    writeFileSync(join(cwd, "shop.ndjson"), first)
    const folder = await shopwright(["import", "shop.ndjson", "--database", "moved", "--media", "pictures"], { cwd })
    expect(folder).toMatchObject({ code: 0, stderr: "" })
    expect(folder.stdout).toMatch(
      /^imported 2 accounts, 2 products, 1 order and \d+ other records\nall stock levels match/,
    )
    expect(readFileSync(join(cwd, "moved", "media", picture))).toEqual(readFileSync(join(cwd, "media", picture)))
    const second = await exported("moved")
    expect(second).toBe(first)

    const piped = await run(["import", "-", "--database", empty.url], second)
    expect(piped).toMatchObject({ code: 0, stderr: "" })
    expect(await exported(empty.url)).toBe(first)
  })

  it("sells on where it was moved to: people sign in, keys replay, and ids continue", async () => {
    await using shop = await openShop({ database: { url: empty.url }, passwordCost: 4 })
    const signIn = { login: "mía", by: ["username"], password: PASSWORD, address: "127.0.0.1" } as const
    const { account: mia } = await ok(shop.logIn(signIn))
    const [soap] = await shop.listProducts()
    if (soap === undefined) throw new Error("no product")
    const lines = [{ product: soap.id, quantity: 2 }]
    const key = firstKey()
    const before = await shop.pageOrders(mia, { limit: 5 })
    expect(await ok(shop.placeOrder(mia, { lines, idempotencyKey: key }))).toMatchObject({
      id: before.orders[0]?.id,
    })
    expect(await sequencesBehind(empty.url)).toEqual([])
    const placed = await ok(shop.placeOrder(mia, { lines }))
    expect(placed.id).toBeGreaterThan(before.orders[0]?.id ?? 0)
    expect(await shop.auditStock()).toEqual([])
  })
})

describe("an import of an export is refused, and loads nothing", () => {
  const cases: ReadonlyArray<[string, (lines: Array<string>) => ReadonlyArray<string>, string]> = [
    ["of a newer version", ([, ...rest]) => ['{"shopwright":2}', ...rest], "line 1 is of version 2 of the format"],
    ["that was cut off", (lines) => lines.slice(0, -1), "is missing: the export was cut off"],
    ["that lacks a line", (lines) => lines.filter((line) => !line.startsWith('{"order_note"')), "ends an export of"],
    [
      "with an unknown field",
      (lines) => lines.toSpliced(2, 1, '{"account":{"id":1,"shoe":4}}'),
      "line 3 account.shoe is unknown",
    ],
    [
      "with a wrong type",
      (lines) => lines.toSpliced(2, 1, '{"account":{"id":"1"}}'),
      "line 3 account.id must be a whole number",
    ],
    ["with broken JSON", (lines) => lines.toSpliced(2, 1, "{"), "line 3 must be an object with one record"],
    ["with a repeated record", (lines) => lines.toSpliced(2, 1, lines[3] ?? ""), "already exists"],
  ]
  let folder: string
  beforeAll(async () => {
    folder = "refusing"
    expect(await run(["migrate", "--database", folder])).toMatchObject({ code: 0 })
  })

  it.each(cases)("%s", async (_, change, message) => {
    const lines = change(readFileSync(join(cwd, "shop.ndjson"), "utf8").trim().split("\n"))
    const { code, stdout, stderr } = await run(["import", "-", "--database", folder], lines.join("\n"))
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" })
    expect(stderr).toContain("standard input cannot be imported; nothing was loaded\n")
    expect(stderr).toContain(message)
  })

  it("reports every faulty line", async () => {
    const lines = readFileSync(join(cwd, "shop.ndjson"), "utf8").trim().split("\n")
    const input = [...lines.slice(0, 2), ...Array(60).fill('{"account":{}, "x":1}'), ...lines.slice(-1)].join("\n")
    const { stderr } = await run(["import", "-", "--database", folder], input)
    expect(stderr.match(/line \d+ must contain exactly one record/g)).toHaveLength(50)
    expect(stderr).toContain("  and 11 more\n")
  })

  it("and leaves the folder empty", async () => {
    expect((await exported(folder)).split("\n")).toHaveLength(5)
  })

  it("into a shop that is not empty", async () => {
    const { code, stderr } = await run(["import", "shop.ndjson", "--database", server.url])
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining("records of the kind account") })
  })
})

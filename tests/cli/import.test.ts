import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { Effect } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { MAX_FAULTS } from "../../application/catalog/invalid-catalog.ts"
import { migrate, openShop } from "../../composition/open-shop.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { shopwright, temporaryFolder } from "./shopwright.ts"

const product = { name: "Soap", description: "Olive oil", price: 3, category: "Care" }
const catalogOf = (products: ReadonlyArray<unknown>) => JSON.stringify({ categories: [{ name: "Care" }], products })

let database: Database

beforeAll(async () => {
  database = await freshDatabase()
  await migrate(database)
})
afterAll(() => database.drop())

/** The names of all products in the shop. */
const productNames = async (): Promise<ReadonlyArray<string>> => {
  const shop = await openShop({ database })
  const products = await Effect.runPromise(shop.useCases.listProducts()).finally(shop.close)
  return products.map(({ name }) => name)
}

describe("shopwright import", () => {
  const run = (source: string, options: { readonly cwd?: string; readonly input?: string } = {}) =>
    shopwright(["import", source, "--database", database.url], { cwd: temporaryFolder(), ...options })

  it("loads nothing from a file with an error, and reports the place and the error", async () => {
    const cwd = temporaryFolder()
    const before = await productNames()
    const faulty = { ...product, variants: [{ size: "1", color: "Red", stock: 0.5 }] }
    writeFileSync(join(cwd, "shop.json"), catalogOf([product, faulty]))
    const { code, stdout, stderr } = await run("shop.json", { cwd })
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" })
    expect(stderr.split("\n")).toEqual([
      "shopwright: shop.json is not a valid catalogue; nothing was loaded",
      "  products[1].variants[0].stock: must be a whole number from 0 to 2147483647",
      "",
    ])
    expect(await productNames()).toEqual(before)
  })

  it("adds a catalogue from standard input to the existing one", async () => {
    const before = await productNames()
    const input = catalogOf([{ ...product, price: "19.90", stock: 4 }, product])
    expect(await run("-", { input })).toEqual({
      code: 0,
      stdout: "imported 2 products in 1 category\n",
      stderr: "",
    })
    expect(await productNames()).toEqual([...before, "Soap", "Soap"])
  })

  it("counts the errors that it does not show", async () => {
    const input = catalogOf(Array(MAX_FAULTS + 7).fill({ ...product, price: -1 }))
    const { code, stderr } = await shopwright(["import", "-"], { cwd: temporaryFolder(), input })
    expect(code).toBe(1)
    expect(stderr.split("\n").at(-2)).toBe("  and 7 more")
  })

  it.each<[string, ReadonlyArray<string>, string, string]>([
    [
      "broken JSON",
      ["-"],
      '{"categories": [],\n}',
      'standard input is not valid JSON: unexpected "}" at line 2, column 1',
    ],
    ["no such file", ["none.json"], "", "The file none.json does not exist"],
    ["a folder", ["."], "", ". is a folder, not a file"],
  ])("refuses %s", async (_, args, input, message) => {
    const ended = await shopwright(["import", ...args], { cwd: temporaryFolder(), input })
    expect(ended).toEqual({ code: 1, stdout: "", stderr: `shopwright: ${message}\n` })
  })
})

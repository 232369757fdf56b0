import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { migrate, openShop } from "../../composition/open-shop.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { shopwright, temporaryFolder } from "./shopwright.ts"

let database: Database

beforeAll(async () => {
  database = await freshDatabase()
  await migrate(database)
})
afterAll(() => database.drop())

const load = (text: string, ...flags: ReadonlyArray<string>) => {
  const cwd = temporaryFolder()
  writeFileSync(join(cwd, "file"), text)
  return shopwright(["import", "file", "--database", database.url, ...flags], { cwd })
}

const products = async () => {
  await using shop = await openShop({ database, passwordCost: 4 })
  const categories = new Map((await shop.listCategories()).map(({ id, name }) => [id, name]))
  return (await shop.listProducts()).map(({ name, description, price, category, available, variants }) => ({
    ...{ name, description, price, category: categories.get(category), available },
    variants: variants.map(({ size, color, sku, available }) => `${size}|${color}|${sku}|${available}`),
  }))
}

const shopifyHeader = [
  "Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value",
  "Option3 Name,Option3 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy",
  "Variant Fulfillment Service,Variant Price,Variant Compare At Price,Image Src,Status",
].join(",")

/** The columns of the header, by their names. */
const shopifyRow = (cells: Readonly<Record<string, string>>): string =>
  shopifyHeader
    .split(",")
    .map((name) => cells[name] ?? "")
    .map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(",")

const tee = { Handle: "tee", "Variant Inventory Tracker": "shopify" }
const shopify = [
  shopifyHeader,
  shopifyRow({
    ...{ ...tee, Title: "T-Shirt", "Body (HTML)": "<p>Soft &amp; warm</p><ul><li>Cotton, 180 g</li></ul>" },
    ...{ Type: "Shirts", Published: "TRUE", Status: "active", "Option1 Name": "Size", "Option1 Value": "S" },
    ...{
      "Option2 Name": "Colour",
      "Option2 Value": "Red",
      "Variant SKU": "T-1",
      "Variant Inventory Qty": "7",
      "Variant Price": "19.90",
    },
  }),
  shopifyRow({
    ...tee,
    "Option1 Value": "M",
    "Option2 Value": "Red",
    "Variant Inventory Qty": "-2",
    "Variant Price": "19.90",
  }),
  shopifyRow({ ...tee, "Image Src": "https://cdn.example/2.png" }),
  shopifyRow({
    ...tee,
    "Option1 Value": "XL",
    "Option2 Value": "Red",
    "Variant Inventory Qty": "1",
    "Variant Price": "21.90",
  }),
  shopifyRow({
    ...{ Handle: "mug", Title: 'Mug "A"', "Product Category": "Home > Kitchen", "Option1 Name": "Title" },
    ...{ "Option1 Value": "Default Title", "Variant Inventory Qty": "4", "Variant Price": "8" },
  }),
  shopifyRow({
    Handle: "new",
    Title: "Secret",
    Status: "draft",
    "Variant Price": "1",
    "Option1 Value": "Default Title",
  }),
].join("\r\n")

describe("Shopify's products", () => {
  it("become products with variants and stock", async () => {
    expect(await load(shopify)).toEqual({
      code: 0,
      stdout: "imported 3 products in 2 categories\n",
      stderr: [
        "shopwright: left out 1 product that Shopify does not show (drafts, archived)",
        "shopwright: split 1 product whose variants differ in price, one product for each price",
        "shopwright: set 1 negative quantity to 0\n",
      ].join("\n"),
    })
    const shirt = { description: "Soft & warm\nCotton, 180 g", category: "Shirts" }
    expect(await products()).toEqual([
      {
        ...shirt,
        name: "T-Shirt (S / Red; M / Red)",
        price: 1990,
        available: 7,
        variants: ["S|Red|T-1|7", "M|Red|null|0"],
      },
      { ...shirt, name: "T-Shirt (XL / Red)", price: 2190, available: 1, variants: ["XL|Red|null|1"] },
      { name: 'Mug "A"', description: "", price: 800, category: "Kitchen", available: 4, variants: [] },
    ])
  })

  it("are read from the present template too", async () => {
    const text = [
      "Title,URL handle,Description,Type,Status,SKU,Option1 name,Option1 value,Price,Inventory quantity",
      "Cap,cap,Warm,Hats,Active,C-1,Title,Default Title,5.5,3",
    ].join("\n")
    expect(await load(text, "--dry-run")).toEqual({
      code: 0,
      stdout: "would import 1 product in 1 category\n",
      stderr: "",
    })
    expect((await load(text)).code).toBe(0)
    const cap = { name: "Cap", description: "Warm", price: 550, category: "Hats", available: 3, variants: [] }
    expect((await products()).at(-1)).toEqual(cap)
  })

  it("are refused with the lines and columns of all faults", async () => {
    const text = shopify.replace("19.90", "cheap").replaceAll(",4,", ",many,").replace('"Mug ""A"""', "")
    const { code, stderr } = await load(text)
    expect(code).toBe(1)
    expect(stderr).toContain("line 2, column Variant Price: must be an amount of USD from 0")
    expect(stderr).toContain("line 6, column Variant Inventory Qty: must be a whole number from 0")
    expect(stderr).toContain("line 6, column Title: ")
  })
})

describe("a table with a header", () => {
  it("is a catalogue, whatever its separator is", async () => {
    const text = [
      "Name;Price;Category;Stock;Size;Color;Sku",
      "Sock;3.50;Feet;2;39;Blue;S-39",
      "Sock;3.50;Feet;5;41;Blue;",
      '"Shoe; left";40;Feet;1;;;',
    ].join("\n")
    expect(await load(`\ufeff${text}`)).toMatchObject({ code: 0, stdout: "imported 2 products in 1 category\n" })
    expect((await products()).slice(-2)).toEqual([
      {
        name: "Sock",
        description: "",
        price: 350,
        category: "Feet",
        available: 7,
        variants: ["39|Blue|S-39|2", "41|Blue|null|5"],
      },
      { name: "Shoe; left", description: "", price: 4000, category: "Feet", available: 1, variants: [] },
    ])
  })

  it.each<[string, string, string]>([
    ["an unknown column", "name,price,category,stok\nA,1,B,2", '"stok"; did you mean stock?'],
    ["a contradiction", "name,price,category,size\nA,1,B,S\nA,2,B,M", "line 3, column price: differs from line 2"],
    ["a missing name", "name,price,category\nA,1,B\n,2,B", "line 3, column name: "],
    ["an open quote", 'name,price,category\n"A,1,B', "is not valid CSV: Quote Not Closed"],
    ["too many cells", "name,price,category\nA,1,B,C", "line 2: has 4 cells"],
    ["unknown columns only", "a,b\n1,2", "is a table of an unknown format"],
  ])("is refused for %s", async (_, text, message) => {
    const before = await products()
    const { code, stdout, stderr } = await load(text)
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" })
    expect(stderr).toContain(message)
    expect(await products()).toEqual(before)
  })
})

const user = (pk: number, fields: object) => ({
  model: "auth.user",
  pk,
  fields: {
    ...{ password: "!", last_login: null, is_superuser: false, username: `user${pk}`, first_name: "", last_name: "" },
    ...{ email: "", is_staff: false, is_active: true, date_joined: "2020-05-01T10:00:00Z", groups: [], ...fields },
  },
})

describe("accounts of a Django dump", () => {
  const hash = "pbkdf2_sha256$390000$seasalt$8xBlGd3jVgvJ+92hWPxi5ww0uuAuAnKgC45eudxro7c="
  const dump = JSON.stringify([
    { model: "sessions.session", pk: "x", fields: { session_data: "" } },
    user(7, { username: "ann", password: hash, is_staff: true, first_name: "Ann" }),
    user(12, { username: "old", password: "md5$salt$0123456789abcdef0123456789abcdef" }),
    { ...user(20, { email: "Mia@Example.com", password: hash, username: undefined }), model: "accounts.customuser" },
  ])

  it("are checked and not loaded with --dry-run", async () => {
    expect(await load(dump, "--dry-run")).toMatchObject({ code: 0, stdout: "would import 3 accounts\n" })
    await using shop = await openShop({ database, passwordCost: 4 })
    expect(
      await shop.logIn({ login: "ann", by: ["username"], password: "lètmein", address: "127.0.0.1" }),
    ).toMatchObject({ ok: false })
  })

  it("sign in at once, by user name or e-mail address, and keep their ids", async () => {
    expect(await load(dump)).toEqual({
      code: 0,
      stdout: "imported 3 accounts\n",
      stderr: [
        "shopwright: left out 1 entry of other models",
        "shopwright: 1 account cannot sign in before a new password is set, because of an old kind of hash\n",
      ].join("\n"),
    })
    await using shop = await openShop({ database, passwordCost: 4 })
    const signIn = { password: "lètmein", address: "127.0.0.1" }
    const ann = await shop.logIn({ ...signIn, login: "ann", by: ["username"] })
    expect(ann).toMatchObject({ ok: true, value: { account: { id: 7, isAdmin: true, isActive: true } } })
    const mia = await shop.logIn({ ...signIn, login: "mia@example.com", by: ["email"] })
    expect(mia).toMatchObject({ ok: true, value: { account: { id: 20, isAdmin: false } } })
    const next = await shop.register({ username: "next", password: "correct horse battery" })
    expect(next).toMatchObject({ ok: true, value: { account: { id: 21 } } })
  })

  it("are refused as a whole, with every fault", async () => {
    const text = JSON.stringify([
      user(1, { username: "fresh" }),
      user(2, { username: "ann" }),
      user(3, { username: "not a name" }),
      user(4, { username: "fine", email: "nowhere" }),
    ])
    const { code, stdout, stderr } = await load(text)
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" })
    expect(stderr).toContain("entry 3 (auth.user 3): username ")
    expect(stderr).toContain("entry 4 (auth.user 4): email ")
    const taken = await load(JSON.stringify([user(1, { username: "fresh" }), user(2, { username: "ann" })]))
    expect(taken.stderr).toContain("entry 2 (auth.user 2): the user name belongs to an account of the shop")
    await using shop = await openShop({ database, passwordCost: 4 })
    expect(await shop.register({ username: "fresh", password: "correct horse battery" })).toMatchObject({ ok: true })
  })
})

it("reads a file as the format that --format names, and knows no other formats", async () => {
  expect(await load("[]", "--format", "django")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("has no accounts"),
  })
  expect(await load("[]", "--format", "shopfy")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("did you mean shopify?"),
  })
})

import { expect, it, onTestFinished } from "vitest"
import { formatTable } from "../../adapters/cli/manage/text-table.ts"
import { AccountId, migrate, openShop, operator, ProductId } from "../../composition/index.ts"
import { freshDatabase } from "../support/postgres.ts"
import { shopwright, temporaryFolder } from "./shopwright.ts"

const catalog = {
  categories: [{ name: "Bath" }, { name: "Books" }],
  products: [
    { name: "Soap\u001b[2J", description: "Olive oil", price: "3.50", category: "Bath", stock: 12 },
    {
      name: "Atlas",
      description: "",
      price: "20.00",
      category: "Books",
      variants: [{ size: "A4", color: "blue", stock: 2 }],
    },
  ],
}

/** A shop with two products, and two orders of 1 and 2 soaps. Commands start sooner on a server than on a folder. */
const shopOnServer = async () => {
  const cwd = temporaryFolder()
  const database = await freshDatabase()
  onTestFinished(() => database.drop())
  const { url } = database
  await migrate({ url })
  const shop = await openShop({ database: { url }, passwordCost: 4 })
  await shop.importCatalog(operator, catalog)
  const mia = await shop.register({ username: "mia", password: "a-long-password" })
  if (!mia.ok) throw new Error("mia is rejected")
  for (const [quantity, phone] of [
    [1, "+44 117 496 0123"],
    [2, "+44 117 496 0124"],
  ] as const) {
    const delivery = { address: "1 Park Street", phone }
    await shop.placeOrder(mia.value.account, { lines: [{ product: ProductId(1), quantity }], delivery })
  }
  await shop.close()
  const run = async (command: string) => {
    const { code, stdout, stderr } = await shopwright(command.split(" "), { cwd, env: { DATABASE_URL: url } })
    return { code, stdout, stderr, json: () => JSON.parse(stdout) as unknown }
  }
  return { url, run }
}

it("lists, shows and changes orders", { timeout: 240_000 }, async () => {
  const { url, run } = await shopOnServer()
  const listed = await run("orders list --status created --limit 1")
  expect(listed).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(
      /^ID {2}PLACED \(UTC\) +BUYER {2}STATUS +LINES {2}TOTAL\n 2 {2}.* mia +created +1 +7\.00\n$/,
    ),
    stderr: "More orders follow. Raise --limit to see them.\n",
  })
  expect((await run("orders list --phone 0117-496-0123 --json")).json()).toMatchObject([{ id: 1 }])
  expect((await run("orders status 1 paid")).stdout).toBe("order 1 is paid\n")
  expect((await run("orders cancel 2 --json")).json()).toEqual({ id: 2, status: "cancelled" })
  expect(await run("orders status 2 shipped")).toMatchObject({
    code: 1,
    stderr: "shopwright: Order 2 cannot become shipped: it is cancelled, which is final\n",
  })
  expect((await run("orders list --status paid,shipped --json")).json()).toMatchObject([
    { id: 1, username: "mia", total: "3.50", lines: [{ product: 1, variant: null, quantity: 1, price: "3.50" }] },
  ])
  expect((await run("orders note 1 urgent")).code).toBe(0)
  // The operator has no account, so the history names none.
  const shop = await openShop({ database: { url } })
  expect(await shop.viewOrder(operator, 1 as never)).toMatchObject({
    ok: true,
    value: {
      note: "urgent",
      steps: [
        { status: "created", by: AccountId(1) },
        { status: "paid", by: null },
      ],
    },
  })
  await shop.close()
})

it("edits products and counts stock", { timeout: 240_000 }, async () => {
  const { run } = await shopOnServer()
  // The name of a product cannot clear the terminal.
  expect((await run("products list --sort oldest")).stdout).toBe(
    [
      "ID  NAME      CATEGORY  PRICE  AVAILABLE  VARIANTS",
      " 1  Soap [2J  Bath       3.50          9         0",
      " 2  Atlas     Books     20.00          2         1",
      "",
    ].join("\n"),
  )
  expect((await run("products edit 1 --name Soap --price 4 --category Books --json")).json()).toMatchObject({
    ...{ id: 1, name: "Soap", description: "Olive oil", price: "4.00", category: "Books", isArchived: false },
  })
  expect((await run("products archive 1")).stdout).toBe("archived product 1 (Soap)\n")
  expect((await run("products list --json")).json()).toMatchObject([{ id: 2 }])
  const twice = [
    await run("stock restock 2 5 --variant 1 --key d-1"),
    await run("stock restock 2 5 --variant 1 --key d-1"),
  ]
  expect(twice.map(({ stdout }) => stdout)).toEqual(
    Array.from({ length: 2 }, () => "stock item 2: 7 on hand, 0 reserved, 7 available\n"),
  )
  expect((await run("stock count 2 6 --variant 1 --reason torn --json")).json()).toMatchObject({ onHand: 6 })
  expect((await run("stock show 2 --variant 1 --json")).json()).toMatchObject([
    { kind: "shrinkage", change: -1, account: null, reason: "torn" },
    { kind: "restock", change: 5, account: null, reason: "" },
    { kind: "restock", change: 2, account: null, reason: "" },
  ])
  expect((await run("stock threshold 2 6 --variant 1")).code).toBe(0)
  expect((await run("stock list --low --json")).json()).toMatchObject([
    { product: { id: 2 }, available: 6, threshold: 6 },
  ])
  expect(await run("stock restock 2 5")).toMatchObject({ code: 1, stderr: expect.stringContaining("add --variant") })
})

it.each([
  ["orders", "No action given; the actions of orders are list, show, status, cancel, note"],
  [
    "orders lst",
    "Unknown action 'lst'; the actions of orders are list, show, status, cancel, note; did you mean list?",
  ],
  ["orders show", "ORDER is missing"],
  ["orders show x", "ORDER must be a whole number from 1 to 9007199254740991, not 'x'"],
  ["orders show 1 2", "Unexpected argument '2'"],
  [
    "orders status 1 piad",
    "STATUS must be one of created, paid, shipped, delivered, cancelled, not 'piad'; did you mean paid?",
  ],
  ["orders list --limt 3", "Unknown option '--limt'; did you mean --limit?"],
  ["orders list --phone unknown", "--phone must be a phone number such as \"+44 117 496 0123\", not 'unknown'"],
  ["orders list --limit 0", "--limit must be a whole number from 1 to 100000, not '0'"],
  ["orders list --from yesterday", "--from must be a day such as 2026-01-31"],
  ["products edit 1", "Nothing to change: add --name, --description, --price or --category"],
  ["products edit 1 --price free", "--price is malformed: write an amount such as 5.50, not 'free'"],
  ["stock list --reason x", "Unknown option '--reason'"],
])("rejects '%s' before it opens the database", async (command, message) => {
  const { code, stderr } = await shopwright(command.split(" "), { cwd: temporaryFolder() })
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) })
})

it("has a help page for each group and each action", async () => {
  const run = (command: string) => shopwright(command.split(" "), { cwd: temporaryFolder() })
  expect((await run("stock --help")).stdout).toMatch(/ {2}restock PRODUCT QUANTITY {2,}add units that arrived\n/)
  const { code, stdout } = await run("stock restock --help")
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringMatching(
      /^Usage: shopwright stock restock PRODUCT QUANTITY \[options\]\n.*--key KEY.*--json/s,
    ),
  })
})

it("names the shop that does not exist", async () => {
  const { code, stderr } = await shopwright(["orders", "list"], { cwd: temporaryFolder() })
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("There is no shop in ") })
})

it("formats tables: numbers to the right, long texts cut, no control characters", () => {
  interface Item {
    readonly n: number
    readonly text: string
  }
  const columns = [
    { name: "N", cell: ({ n }: Item) => n },
    { name: "TEXT", cell: ({ text }: Item) => text, maxWidth: 6 },
  ]
  const items = [
    { n: 10, text: "a\nb\u202ec" },
    { n: 9, text: "abcdefg" },
  ]
  expect(formatTable<Item>(columns, items)).toBe(" N  TEXT\n10  a b c\n 9  abcde…\n")
})

import { Client } from "pg"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { migrate } from "../../composition/open-shop.ts"
import { databases, type EmptyDatabase } from "../support/databases.ts"
import { addCategory, addProduct, type ServedShop, serveShop, signInAdmin, signUp } from "../support/http.ts"
import { freshDatabase } from "../support/postgres.ts"

interface ShownOrder {
  readonly id: number
  readonly user_name: string
  readonly status: string
  readonly items: ReadonlyArray<{ readonly price: number }>
}

describe.each(databases)("the behaviour of ecommerce-backend, on $name", ({ empty }) => {
  let database: EmptyDatabase
  let served: ServedShop
  let admin: string
  let category: number

  beforeAll(async () => {
    database = await empty()
    served = await serveShop({ database: database.option })
    admin = await signInAdmin(served)
    category = await addCategory(served.ask, admin, "Skincare")
  })
  afterAll(async () => {
    await served?.close()
    await database?.drop()
  })

  const stockOf = async (product: number): Promise<number | undefined> => {
    const products = (await served.ask("GET", "/api/products/")).json() as ReadonlyArray<{ id: number; stock?: number }>
    return products.find(({ id }) => id === product)?.stock
  }
  const order = (token: string, product: number, quantity: number) =>
    served.ask("POST", "/api/orders/", { token, body: { items: [{ product, quantity }] } })
  const ordersOf = async (token: string) =>
    (await served.ask("GET", "/api/orders/", { token })).json() as ReadonlyArray<ShownOrder>
  const move = (id: number, status: string, token = admin) =>
    served.ask("PATCH", `/api/orders/${id}/update-status/`, { token, body: { status } })

  test("buyers see only their own orders, admins see all", async () => {
    const product = await addProduct(served.ask, admin, { category, stock: 10 })
    const [anna, ben] = [await signUp(served.ask, "anna"), await signUp(served.ask, "ben")]
    await order(anna, product, 1)
    await order(ben, product, 2)
    expect((await ordersOf(anna)).map(({ user_name }) => user_name)).toEqual(["anna"])
    expect((await ordersOf(ben)).map(({ user_name }) => user_name)).toEqual(["ben"])
    expect((await ordersOf(admin)).map(({ user_name }) => user_name)).toEqual(["anna", "ben"])
  })

  test("only admins manage the catalogue and change orders", async () => {
    const product = await addProduct(served.ask, admin, { category, stock: 1 })
    const carl = await signUp(served.ask, "carl")
    const { id } = (await order(carl, product, 1)).json() as ShownOrder
    for (const response of [
      await served.ask("POST", "/api/products/create/", { token: carl, body: { name: "Mine" } }),
      await served.ask("POST", "/api/products/categories/create/", { token: carl, body: { name: "Mine" } }),
      await move(id, "shipped", carl),
    ]) {
      expect(response.status).toBe(403)
      expect(response.text).toBe(`{"detail":"You do not have permission to perform this action."}`)
    }
    expect((await ordersOf(carl)).map(({ status }) => status)).toEqual(["created"])
  })

  test("a logged-out token is rejected; other sessions stay, and public lists ignore tokens", async () => {
    const first = await signUp(served.ask, "dora")
    const login = await served.ask("POST", "/api/users/login/", { body: { username: "dora", password: "test12345" } })
    const second = (login.json() as { token: string }).token
    await served.ask("POST", "/api/users/logout/", { token: first })
    const response = await served.ask("GET", "/api/orders/", { token: first })
    expect(response.status).toBe(401)
    expect(response.text).toBe(`{"detail":"Invalid token."}`)
    expect(response.headers.get("www-authenticate")).toBe("Token")
    expect((await served.ask("GET", "/api/products/", { token: first })).status).toBe(200)
    expect((await served.ask("GET", "/api/orders/", { token: second })).status).toBe(200)
  })

  test("cancelling returns stock, shipping does not, and no step applies twice", async () => {
    const product = await addProduct(served.ask, admin, { category, stock: 5 })
    const emma = await signUp(served.ask, "emma")
    const cancelled = (await order(emma, product, 2)).json() as ShownOrder
    const shipped = (await order(emma, product, 1)).json() as ShownOrder
    expect(await stockOf(product)).toBe(2)

    expect((await move(cancelled.id, "cancelled")).text).toBe(`{"id":${cancelled.id},"status":"cancelled"}`)
    expect((await move(cancelled.id, "cancelled")).status).toBe(200)
    expect(await stockOf(product)).toBe(4)

    expect((await move(shipped.id, "shipped")).status).toBe(200)
    const back = await move(shipped.id, "cancelled")
    expect(back.status).toBe(400)
    expect(back.json()).toEqual({ status: ["An order that is shipped cannot become cancelled."] })
    expect(await stockOf(product)).toBe(4)
  })

  test("an order beyond the stock changes nothing and names its lines; two lines of one item count together", async () => {
    const product = await addProduct(served.ask, admin, { category, stock: 3 })
    const finn = await signUp(served.ask, "finn")
    const other = await addProduct(served.ask, admin, { category, stock: 3 })
    const items = [
      { product, quantity: 2 },
      { product: other, quantity: 1 },
      { product, quantity: 2 },
    ]
    const response = await served.ask("POST", "/api/orders/", { token: finn, body: { items } })
    expect(response.status).toBe(400)
    const short = { quantity: ["Only 3 left in stock, 4 requested."] }
    expect(response.json()).toEqual({ items: [short, {}, short] })
    expect(await stockOf(product)).toBe(3)
    expect(await stockOf(other)).toBe(3)
    expect(await ordersOf(finn)).toEqual([])
  })

  test("a line with an unknown product or variant is reported at its position", async () => {
    const variants = [{ size: "S", color: "Red", stock: 1 }]
    const shirt = await addProduct(served.ask, admin, { category, variants })
    const hat = await addProduct(served.ask, admin, { category, variants })
    const soap = await addProduct(served.ask, admin, { category, stock: 1 })
    const products = (await served.ask("GET", "/api/products/")).json() as ReadonlyArray<{
      readonly id: number
      readonly variants: ReadonlyArray<{ readonly id: number }>
    }>
    const hatVariant = products.find(({ id }) => id === hat)?.variants[0]?.id
    const gwen = await signUp(served.ask, "gwen")
    const fault = async (line: object) => {
      const items = [
        { product: soap, quantity: 1 },
        { quantity: 1, ...line },
      ]
      const response = await served.ask("POST", "/api/orders/", { token: gwen, body: { items } })
      expect(response.status).toBe(400)
      return response.json()
    }
    expect(await fault({ product: 999_999 })).toEqual({
      items: [{}, { product: ['Invalid pk "999999" - object does not exist.'] }],
    })
    expect(await fault({ product: shirt, variant: hatVariant })).toEqual({
      items: [{}, { variant: [`Invalid pk "${hatVariant}" - object does not exist.`] }],
    })
    expect(await fault({ product: shirt })).toEqual({ items: [{}, { variant: ["This field is required."] }] })
    expect(await ordersOf(gwen)).toEqual([])
  })

  test("taken names are rejected", async () => {
    await signUp(served.ask, "hugo")
    const body = { username: "hugo", email: "other@example.com", password: "test12345" }
    const again = await served.ask("POST", "/api/users/register/", { body })
    expect(again.status).toBe(400)
    expect(again.json()).toEqual({ username: ["A user with that username already exists."] })

    const category = await served.ask("POST", "/api/products/categories/create/", {
      token: admin,
      body: { name: "Skincare" },
    })
    expect(category.status).toBe(400)
    expect(category.json()).toEqual({ name: ["category with this name already exists."] })
  })

  test("a product requires an existing category", async () => {
    const body = { name: "Soap", description: "Plain", price: 1, category: 999 }
    const response = await served.ask("POST", "/api/products/create/", { token: admin, body })
    expect(response.status).toBe(400)
    expect(response.json()).toEqual({ category: ['Invalid pk "999" - object does not exist.'] })
  })

  test("a wrong password and an unknown user get the same response", async () => {
    await signUp(served.ask, "ines")
    for (const body of [
      { username: "ines", password: "wrong-password" },
      { username: "nobody-at-all", password: "test12345" },
    ]) {
      const response = await served.ask("POST", "/api/users/login/", { body })
      expect(response.status).toBe(401)
      expect(response.text).toBe(`{"detail":"Invalid credentials."}`)
    }
  })

  test("an unknown order is a 404", async () => {
    for (const id of [999_999, 2_147_483_647]) {
      const response = await move(id, "paid")
      expect(response.status).toBe(404)
      expect(response.text).toBe(`{"detail":"Not found."}`)
    }
  })
})

test("an order keeps its prices when the product's price changes", async () => {
  const database = await freshDatabase()
  await migrate({ url: database.url })
  const served = await serveShop({ database: { url: database.url } })
  const sql = new Client({ connectionString: database.url })
  try {
    const admin = await signInAdmin(served)
    const category = await addCategory(served.ask, admin, "Skincare")
    const product = await addProduct(served.ask, admin, { category, price: 300, stock: 9 })
    const order = async () => {
      const body = { items: [{ product, quantity: 1 }] }
      const response = await served.ask("POST", "/api/orders/", { token: admin, body })
      return (response.json() as ShownOrder).items[0]?.price
    }
    expect(await order()).toBe(300)
    // No use case changes a price in SQL, but an operator with a database console does.
    await sql.connect()
    await sql.query("update shopwright.product set price = price * 2")
    expect(await order()).toBe(600)
    const orders = (await served.ask("GET", "/api/orders/", { token: admin })).json() as ReadonlyArray<ShownOrder>
    expect(orders.map(({ items }) => items[0]?.price)).toEqual([300, 600])
  } finally {
    await sql.end()
    await served.close()
    await database.drop()
  }
})

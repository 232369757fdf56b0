import { Effect } from "effect"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { OrderId } from "../../domain/order/order.ts"
import { databases, type EmptyDatabase } from "../support/databases.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { cookiesOf, stocked, type Visitor, visitor } from "./webstore.ts"

// Requests and responses are those of the document, byte for byte, including its typing errors.
const compact = (json: string): string => JSON.stringify(JSON.parse(json))
const time = /"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?Z"/g
const jwt = /^[\w-]+\.[\w-]+\.[\w-]+$/
const notSignedIn = compact(`{
    "detail": "Authentication credentials were not provided."
}`)

describe.each(databases)("the document of webstore, on $name", ({ empty }) => {
  let database: EmptyDatabase
  let served: ServedShop
  let ann: Visitor
  let bob: Visitor
  let root: Visitor
  let shown: ReadonlyArray<{ readonly id: number }>

  beforeAll(async () => {
    database = await empty()
    served = await serveShop({ database: database.option, dialect: "webstore" })
    const { add } = await stocked(served)
    await add(10)
    await add(5, [], 55050)
    await add(0, [
      { size: "M", color: "red", stock: 3 },
      { size: "L", color: "blue", stock: 4 },
    ])
    ann = visitor(served.ask)
    bob = visitor(served.ask)
    root = visitor(served.ask)
  })
  afterAll(async () => {
    await served?.close()
    await database?.drop()
  })

  test("api/sign_in", async () => {
    const body = `{

    "username": "ann",

    "password": "correct horse",

    "email": "ann@example.com"

}`
    const response = await ann.send("POST", "sign_in", body)
    expect(response.status).toBe(200)
    expect(response.headers.get("content-type")).toBe("application/json")
    expect(response.text).toBe(
      compact(`{
    "massage": "success"
}`),
    )
    const again = await ann.send("POST", "sign_in/", body)
    expect(again.status).toBe(400)
    expect(again.text).toBe(
      compact(`{
    "error": "username is used"
}`),
    )
  })

  test("api/login_view", async () => {
    const response = await ann.send("POST", "login_view", `{"username": "ann", "password": "correct horse"}`)
    expect(response.status).toBe(200)
    expect(ann.access()).toMatch(jwt)
    expect(response.text.replace(ann.access(), "string")).toBe(
      compact(`{
    "access_token": "string",
    "user": {
        "id": 2,
        "username": "ann",
        "email": "ann@example.com"
    }
}`),
    )
    const cookies = cookiesOf(response)
    expect(Object.keys(cookies)).toEqual(["csrftoken", "refreshtoken"])
    expect(cookies.csrftoken?.value).toMatch(/^[0-9a-f]{64}$/)
    expect(cookies.csrftoken?.attributes).toEqual({ path: "/", "max-age": "86400", samesite: "Lax" })
    expect(cookies.refreshtoken?.value).toMatch(jwt)
    const { path, ...attributes } = cookies.refreshtoken?.attributes ?? {}
    expect(attributes).toEqual({ "max-age": "86400", samesite: "Lax", httponly: true })
    expect(path).toBe("/api/refresh_token")
    // No cache may store tokens.
    expect(response.headers.get("cache-control")).toBe("no-store")
  })

  test("api/login_view with an unknown user or a wrong password", async () => {
    for (const body of [`{"username": "nobody", "password": "p"}`, `{"username": "ann", "password": "p"}`]) {
      const response = await visitor(served.ask).send("POST", "login_view", body)
      expect(response.status).toBe(403)
      expect(response.text).toBe(
        compact(`{
    "detail": "user not found"
}`),
      )
      expect(response.headers.getSetCookie()).toEqual([])
    }
  })

  test("api/refresh_token", async () => {
    const [access, refresh] = [ann.access(), ann.jar.get("refreshtoken")]
    const response = await ann.refresh()
    expect(response.status).toBe(200)
    expect(ann.access()).toMatch(jwt)
    expect(ann.access()).not.toBe(access)
    expect(response.text.replace(ann.access(), "string")).toBe(
      compact(`{
    "access_token": "string"
}`),
    )
    const { csrftoken, refreshtoken } = cookiesOf(response)
    expect(refreshtoken?.value).toMatch(jwt)
    expect(refreshtoken?.value).not.toBe(refresh)
    expect(refreshtoken?.attributes).toMatchObject({ path: "/api/refresh_token", httponly: true })
    expect(csrftoken?.attributes).toEqual({ path: "/", "max-age": "86400", samesite: "Lax" })

    const stranger = await visitor(served.ask).refresh({ "x-csrftoken": csrftoken?.value ?? "" })
    expect(stranger.status).toBe(403)
    expect(stranger.text).toBe(notSignedIn)
  })

  test("api/get_all_products", async () => {
    const response = await ann.get("get_all_products")
    expect(response.status).toBe(200)
    expect(response.text).toBe(
      compact(`[
        {"id": 1, "name": "Lamp", "description": "Gives light.", "price": 12.5, "amount": 10},
        {"id": 2, "name": "Lamp", "description": "Gives light.", "price": 550.5, "amount": 5},
        {"id": 3, "name": "Lamp (M, red)", "description": "Gives light.", "price": 12.5, "amount": 3},
        {"id": 4, "name": "Lamp (L, blue)", "description": "Gives light.", "price": 12.5, "amount": 4}
      ]`),
    )
  })

  test("api/post_order", async () => {
    const response = await ann.send(
      "POST",
      "post_order",
      `{
    "address": "Main Street 1",

    "phone": "+49 151 1",

    "items": [
        {
        "product_id": 2,
        "amount": 2
        },
        {
        "product_id": 1,
        "amount": 1
         }
     ]
}`,
      { authorization: `Token ${ann.access()}`, "x-csrftoken": ann.jar.get("csrftoken") ?? "" },
    )
    expect(response.status).toBe(200)
    expect(response.text.replace(time, `"now"`)).toBe(
      compact(`{
        "id": 1, "user": 2, "address": "Main Street 1", "phone": "+49 151 1",
        "items": [{"product_id": 2, "amount": 2, "price": 550.5}, {"product_id": 1, "amount": 1, "price": 12.5}],
        "status": "created", "completed": false, "total": 1113.5, "created_at": "now"
      }`),
    )
    const withVariant = await ann.order([{ product_id: 4, amount: 1 }])
    expect(withVariant.json()).toMatchObject({ items: [{ product_id: 4, amount: 1, price: 12.5 }] })
  })

  test("api/post_order of an unknown product or more than its stock", async () => {
    for (const [items, error] of [
      [[{ product_id: 99, amount: 1 }], `items[0].product_id: Invalid pk "99" - object does not exist.`],
      [[{ product_id: 1, amount: 10 }], "items[0].amount: Only 9 left in stock, 10 requested."],
      [[{ product_id: 4, amount: 9 }], "items[0].amount: Only 3 left in stock, 9 requested."],
      [[], "items: This list may not be empty."],
    ] as const) {
      const response = await ann.order(items)
      expect(response.status).toBe(400)
      expect(response.json()).toEqual({ error })
    }
    const missing = await ann.send("POST", "post_order", "{}", {
      authorization: `Token ${ann.access()}`,
      "x-csrftoken": ann.jar.get("csrftoken") ?? "",
    })
    expect(missing.status).toBe(400)
    const error = ["address", "phone", "items"].map((field) => `${field}: This field is required.`).join(" ")
    expect(missing.json()).toEqual({ error })
  })

  test("api/get_order", async () => {
    await bob.register("bob")
    await bob.logIn("bob")
    await bob.order([{ product_id: 1, amount: 1 }])
    await bob.order([{ product_id: 1, amount: 1 }])
    await root.logIn("root")
    const { useCases } = served.shop
    const { account: admin } = await Effect.runPromise(
      useCases.authenticateAccess(root.access(), { dialects: ["webstore"] }),
    )
    const list = async (who: Visitor, query = "") => {
      const response = await who.get(`get_order${query}`)
      expect(response.status).toBe(200)
      shown = response.json() as typeof shown
      return shown.map(({ id }) => id)
    }
    expect(await list(root)).toEqual([1, 2, 3, 4])
    for (const status of ["shipped", "delivered"] as const)
      await Effect.runPromise(useCases.changeOrderStatus(admin, { order: OrderId(1), status }))
    await Effect.runPromise(useCases.changeOrderStatus(admin, { order: OrderId(3), status: "cancelled" }))
    expect(await list(root, "?category=completed")).toEqual([1])
    expect(shown).toMatchObject([{ status: "delivered", completed: true }])
    expect(await list(root, "?category=uncompleted")).toEqual([2, 4])
    expect(await list(root, "?category=user&user_id=2")).toEqual([1, 2])
    expect(await list(root, "?category=user&user_id=999")).toEqual([])
    // A regular user's list contains only their own orders, whatever they request.
    for (const query of ["", "?category=completed", "?category=user&user_id=2", "?category=nonsense"])
      expect(await list(bob, query)).toEqual([3, 4])
    for (const query of [
      "?category=nonsense",
      "?category=",
      "?category=user",
      "?category=user&user_id=x",
      "?category=user&user_id=0",
    ]) {
      const response = await root.get(`get_order${query}`)
      expect(response.status).toBe(400)
      expect(Object.keys(response.json() as object)).toEqual(["error"])
    }
  })
})

import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { databases, type EmptyDatabase } from "../support/databases.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { newVisitor, stocked, type Visitor, visitor } from "./webstore.ts"

const notSignedIn = `{"detail":"Authentication credentials were not provided."}`
const paths = ["sign_in", "login_view", "refresh_token", "get_all_products", "get_order", "post_order"]

// What the document leaves open. The ids match because each shop is new: ann is account 2, her orders are 1 and 2.
describe.each(databases)("requests to webstore, on $name", ({ empty }) => {
  let database: EmptyDatabase
  let served: ServedShop
  let ann: Visitor
  let root: Visitor

  beforeAll(async () => {
    database = await empty()
    served = await serveShop({ database: database.option, dialect: "webstore" })
    const { add } = await stocked(served)
    await add(10)
    await add(5)
    ann = await newVisitor(served.ask, "ann")
    root = visitor(served.ask)
    await root.logIn("root")
  })
  afterAll(async () => {
    await served?.close()
    await database?.drop()
  })

  test("lists have pages too, and categories", async () => {
    for (let n = 0; n < 2; n++) await ann.order([{ product_id: 1, amount: 1 }])
    const first = await root.get("get_order?category=user&user_id=2&limit=1")
    expect((first.json() as ReadonlyArray<{ id: number }>).map(({ id }) => id)).toEqual([1])
    const next = /<(.*)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1]
    const second = await root.get(`get_order${next}`)
    expect((second.json() as ReadonlyArray<{ id: number }>).map(({ id }) => id)).toEqual([2])
    expect(second.headers.get("link")).toBeNull()
    expect((await root.get("get_order?limit=0")).json()).toEqual({
      error: "limit: Ensure this value is greater than or equal to 1.",
    })
  })

  test("a repeated order with the same key is placed once", async () => {
    const key = { "idempotency-key": "again" }
    const [one, two] = [
      await ann.order([{ product_id: 2, amount: 1 }], key),
      await ann.order([{ product_id: 2, amount: 1 }], key),
    ]
    expect(one.status).toBe(200)
    expect(two.text).toBe(one.text)
    expect((await ann.order([{ product_id: 1, amount: 1 }], key)).status).toBe(422)
  })

  test("an unauthenticated request gets 403, and every path also works with a slash at its end", async () => {
    for (const token of [undefined, "nonsense", ann.jar.get("refreshtoken")])
      for (const [method, path] of [
        ["GET", "get_all_products"],
        ["GET", "get_order"],
        ["POST", "post_order"],
        ["GET", "get_order/"],
      ] as const) {
        const response = await served.ask(method, `/api/${path}`, token === undefined ? {} : { token })
        expect(response.status).toBe(403)
        expect(response.text).toBe(notSignedIn)
      }
    for (const path of paths)
      for (const end of ["", "/"]) {
        const response = await ann.send("DELETE", `${path}${end}`, undefined, {
          authorization: `Token ${ann.access()}`,
        })
        expect(response.status).toBe(405)
      }
  })
})

import { Effect } from "effect"
import { afterAll, beforeAll, expect, test } from "vitest"
import { adminRules } from "../../adapters/cli/admin.ts"
import { operator } from "../../composition/index.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { PASSWORD, visitor } from "./webstore.ts"

const HOST_DATA = "data of the host"

let served: ServedShop

beforeAll(async () => {
  served = await serveShop({ dialect: "all", describesApis: true })
  const { shop } = served
  const { account: root } = await Effect.runPromise(
    shop.useCases.createAdmin({ username: "root", password: PASSWORD }, adminRules),
  )
  const metadata = { note: HOST_DATA }
  expect(await shop.setAccountMetadata(operator, { account: root.id, metadata })).toMatchObject({ value: { metadata } })
  const variants = [{ size: "S", color: "red", stock: 9, metadata }]
  const shirt = { name: "Shirt", description: "", price: "12.50", category: "Clothes", metadata, variants }
  await shop.importCatalog(operator, { categories: [{ name: "Clothes" }], products: [shirt] })
  const [product] = await shop.listProducts()
  const variant = product?.variants[0]
  if (product === undefined || variant === undefined) throw new Error("the shop is not furnished")
  const lines = [{ product: product.id, variant: variant.id, quantity: 1, metadata }]
  expect(await shop.placeOrder(root, { lines, metadata })).toMatchObject({ value: { metadata } })
})
afterAll(() => served?.close())

const get = async (path: string, asking: { readonly token?: string; readonly bearer?: string } = {}) => {
  const response = await served.ask("GET", path, asking)
  expect([path, response.status]).toEqual([path, 200])
  return response.text
}

test("metadata of products, variants, orders and order lines is in no response of webstore and ecommerce-backend", async () => {
  const browser = visitor(served.ask, "/webstore/api")
  await browser.logIn("root")
  const body = { username: "root", password: PASSWORD }
  const login = await served.ask("POST", "/ecommerce-backend/api/users/login/", { body })
  const { token } = login.json() as { readonly token: string }
  const shown = [
    await get("/ecommerce-backend/api/products/"),
    await get("/ecommerce-backend/api/orders/", { token }),
    (await browser.get("get_all_products")).text,
    (await browser.get("get_order")).text,
  ]
  for (const text of shown) {
    expect(text).toMatch(/12\.5/)
    expect(text).not.toMatch(new RegExp(`metadata|${HOST_DATA}`))
  }
})

test("metadata of accounts is in no response of the five dialects", async () => {
  const phone = "+919876543210"
  const rules = { ...adminRules, required: [], signsInByEmail: true }
  const details = { username: "ann", email: "ann@example.com", phone, password: PASSWORD }
  const ann = await served.shop.register({ ...details, metadata: { note: HOST_DATA } }, rules)
  if (!ann.ok) throw ann.error
  expect(ann.value.metadata).toEqual({ note: HOST_DATA })
  const { id } = ann.value.account
  const signIns: ReadonlyArray<readonly [string, object]> = [
    ["/myecommerce/api/users/login/", { login: "ann" }],
    ["/phone-login/api/login/", { username: phone }],
    ["/webstore/api/login_view", { username: "ann" }],
    ["/nitrmart/users/token/", { email: details.email }],
    ["/ecommerce-backend/api/users/login/", { username: "ann" }],
  ]
  const shown: Array<string> = []
  for (const [path, login] of signIns) {
    const response = await served.ask("POST", path, { body: { ...login, password: PASSWORD } })
    expect([path, response.status]).toEqual([path, 200])
    shown.push(response.text)
    if (path.startsWith("/nitrmart")) {
      const { access } = response.json() as { readonly access: string }
      const profile = await get(`/nitrmart/users/${id}/`, { bearer: access })
      expect(profile).toContain(details.email)
      shown.push(profile)
    }
  }
  for (const text of shown) expect(text).not.toMatch(new RegExp(`metadata|${HOST_DATA}`))
})

test("the API shopwright shows it", async () => {
  const body = { login: "root", password: PASSWORD }
  const { accessToken: bearer } = (await served.ask("POST", "/shopwright/v1/tokens", { body })).json() as {
    readonly accessToken: string
  }
  expect((await get("/shopwright/v1/products/1", { bearer })).split(HOST_DATA)).toHaveLength(3)
  expect((await get("/shopwright/v1/orders/1", { bearer })).split(HOST_DATA)).toHaveLength(3)
  expect((await get("/shopwright/v1/me", { bearer })).split(HOST_DATA)).toHaveLength(2)
})

test.each(["myecommerce", "phone-login", "webstore", "nitrmart", "ecommerce-backend"])(
  "the document of %s has no metadata and no adjustments",
  async (name) => {
    expect(await get(`/${name}/openapi.json`)).not.toMatch(/"(?:metadata|adjustments|subtotal)"/)
  },
)

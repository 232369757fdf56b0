import "./patience.ts"
import { afterAll, beforeAll, expect, it } from "vitest"
import { openSharedShop, type SharedShop } from "./shared-shop.ts"

let shop: SharedShop

beforeAll(async () => {
  shop = await openSharedShop(2)
})
afterAll(() => shop?.close())

it("rejects a token on every process as soon as it is logged out on one", async () => {
  const [here, there] = [shop.client(0), shop.client(1)]
  const user = await here.register("ann")
  const [token, other] = [await here.logIn(user), await there.logIn(user)]
  // Both processes have used the token, in case they cache it.
  for (const client of [here, there, there]) expect((await client.call("GET", "orders/", token)).status).toBe(200)

  expect((await here.call("POST", "users/logout/", token)).status).toBe(200)

  const refused = { status: 401, body: { detail: "Invalid token." } }
  expect(await there.call("GET", "orders/", token)).toEqual(refused)
  expect(await here.call("GET", "orders/", token)).toEqual(refused)
  expect(await there.placeOrder(token, [{ product: 1, variant: 1, quantity: 1 }])).toEqual(refused)
  // One sign-in ended, not all of that user's.
  expect((await there.call("GET", "orders/", other)).status).toBe(200)
})

import { Effect } from "effect"
import { afterEach, describe, expect, test } from "vitest"
import { OrdersBusy } from "../../application/order/placing-capacity.ts"
import type { DialectName } from "../../composition/dialects.ts"
import { type HttpResponse, type ServedShop, type ServeSettings, serveShop, signUp } from "../support/http.ts"
import { newBuyer } from "./shopwright.ts"
import { newVisitor, stocked } from "./webstore.ts"

let served: ServedShop | undefined
afterEach(() => served?.close())

/** Opens a shop with a product of 10 units and returns a function that orders one unit as its buyer. */
const openWith = async (dialect: DialectName, settings: ServeSettings): Promise<() => Promise<HttpResponse>> => {
  const shop = await serveShop({ dialect, ...settings })
  served = shop
  const { id: product } = await (await stocked(shop)).add(10)
  switch (dialect) {
    case "webstore": {
      const visitor = await newVisitor(shop.ask, "ann")
      return () => visitor.order([{ product_id: product, amount: 1 }])
    }
    case "shopwright": {
      const buyer = await newBuyer(shop.ask, "ann")
      const body = { lines: [{ product, quantity: 1 }] }
      let n = 0
      return () => buyer.call("POST", "orders", { body, headers: { "idempotency-key": `order-${n++}` } })
    }
    default: {
      const token = await signUp(shop.ask, "ann")
      return () => shop.ask("POST", "/api/orders/", { token, body: { items: [{ product, quantity: 1 }] } })
    }
  }
}

const message = "This account has 2 unpaid orders, which is the maximum."

describe.each<[DialectName, number, object]>([
  ["ecommerce-backend", 400, { non_field_errors: [message] }],
  ["webstore", 400, { error: message }],
  ["shopwright", 409, { type: "urn:problem-type:shopwright:too-many-unpaid-orders", detail: message }],
])("%s", (dialect, status, body) => {
  test("rejects an order above the limit of unpaid orders", async () => {
    const order = await openWith(dialect, { options: { maxUnpaidOrders: 2 } })
    for (let n = 0; n < 2; n++) expect([200, 201]).toContain((await order()).status)
    const rejected = await order()
    expect([rejected.status, rejected.json()]).toEqual([status, expect.objectContaining(body)])
  })

  test("responds 503 with Retry-After when an account has used up its share of the capacity", async () => {
    const busy = Effect.fail(new OrdersBusy({ retryAfterSeconds: 7 }))
    const order = await openWith(dialect, { instead: { placeOrder: () => busy } })
    const response = await order()
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "7"])
  })
})

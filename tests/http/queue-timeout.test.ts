import { Effect } from "effect"
import { expect, test } from "vitest"
import { StoreUnavailable } from "../../application/ports/store-unavailable.ts"
import { CallStart } from "../../application/queue-timeout.ts"
import { serveShop, signUp } from "../support/http.ts"

test("one queue timeout covers a request's authentication and its use case", async () => {
  const starts: Array<number | null> = []
  const outage = new StoreUnavailable({ message: "for this test", retryAfterSeconds: 1 })
  const listOrders = () =>
    Effect.flatMap(Effect.service(CallStart), (start) => {
      starts.push(start)
      return Effect.fail(outage)
    })
  const served = await serveShop({ instead: { listOrders } })
  try {
    const token = await signUp(served.ask, "anna")
    expect((await served.ask("GET", "/api/orders/", { token })).status).toBe(503)
    expect(starts).toEqual([expect.any(Number)])
  } finally {
    await served.close()
  }
})

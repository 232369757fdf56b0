import { expect, it } from "vitest"
import { signIn } from "../dialects/shopwright.ts"
import { serveShop, signInAdmin } from "../support/http.ts"

it("a server closes at once although a client reads a stream without an end", async () => {
  const served = await serveShop({ dialect: "all", listen: { closeWithin: 3_600_000 } })
  await signInAdmin({
    ...served,
    ask: (method, path, asking) => served.ask(method, `/ecommerce-backend${path}`, asking),
  })
  const ask: typeof served.ask = (method, path, asking) => served.ask(method, `/shopwright${path}`, asking)
  const { accessToken } = await signIn(ask, "admin", "admin12345")
  const headers = { Authorization: `Bearer ${accessToken}` }
  const response = await fetch(`${served.url}/shopwright/v1/changes`, { headers })
  const reader = response.body?.getReader()
  await reader?.read()
  await served.close()
  for (;;) if ((await reader?.read())?.done !== false) break
  expect(response.status).toBe(200)
})

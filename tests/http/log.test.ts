import { expect, test } from "vitest"
import { serveShop, signInAdmin, signUp } from "../support/http.ts"

test("each request has one line with its path, status and duration", async () => {
  const served = await serveShop()
  await served.ask("GET", "/api/products/?page=2", { headers: { "x-request-id": "line-1" } })
  await served.close()
  const lines = served
    .log()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown)
  expect(lines).toEqual([
    {
      level: 30,
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      requestId: "line-1",
      method: "GET",
      path: "/api/products/",
      status: 200,
      ms: expect.any(Number),
      msg: "request",
    },
  ])
})

test("no password, token or cookie is ever logged", async () => {
  const served = await serveShop()
  const { ask } = served
  const token = await signUp(ask, "anna")
  const admin = await signInAdmin(served)
  const secrets = [token, admin, "test12345", "admin12345"]
  const secret = (text: string): string => {
    secrets.push(text)
    return text
  }
  const login = "/api/users/login/"
  await ask("POST", login, { body: { username: "anna", password: secret("wrong-pass-1") } })
  await ask("POST", login, { body: `{"username": "anna", "password": "${secret("broken-pass-2")}"` })
  await ask("POST", login, { body: { username: secret("pasted-pass-3"), password: ["x"] } })
  await ask("POST", login, {
    body: `password=${secret("form-pass-4")}`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
  })
  await ask("POST", login, { body: secret("plain-pass-5"), headers: { "content-type": "text/plain" } })
  await ask("GET", `/api/orders/?token=${secret("query-token-6")}`)
  await ask("GET", "/api/orders/", { token: secret("bad-token-7") })
  await ask("GET", "/api/orders/", { headers: { authorization: `Basic ${secret("YmFzaWMtOA==")}` } })
  await ask("GET", "/api/orders/", { headers: { cookie: `sessionid=${secret("cookie-9")}` } })
  await ask("GET", "/api/orders/", { token })
  await ask("POST", "/api/users/logout/", { token })
  await served.close()
  expect(served.log().trim().split("\n")).toHaveLength(15)
  for (const text of secrets) expect(served.log()).not.toContain(text)
})

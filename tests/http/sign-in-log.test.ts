import { describe, expect, onTestFinished, test } from "vitest"
import { personWith } from "../dialects/myecommerce.ts"
import { enrol, PASSWORD } from "../dialects/nitrmart.ts"
import { visitor } from "../dialects/webstore.ts"
import { type ServedShop, serveShop } from "../support/http.ts"

const WRONG = "a-wrong-secret"

/** Each way to sign in: its path and body, and the path that exchanges the refresh token, if there is one. */
const signIns: ReadonlyArray<readonly [path: string, body: (password: string) => object, refresh: string | null]> = [
  ["/ecommerce-backend/api/users/login/", (password) => ({ username: "user", password }), null],
  ["/myecommerce/api/token/", (password) => ({ username: "user", password }), "/myecommerce/api/token/refresh/"],
  ["/myecommerce/api/users/login/", (password) => ({ login: "+919876543210", password }), null],
  [
    "/phone-login/api/login/",
    (password) => ({ username: "+919876543210", password }),
    "/phone-login/api/token/refresh/",
  ],
  ["/webstore/api/login_view", (password) => ({ username: "user", password }), null],
  ["/shopwright/v1/tokens", (password) => ({ login: "user", password }), null],
  ["/shopwright/v1/sessions", (password) => ({ login: "user", password }), null],
]

const serve = async (): Promise<ServedShop> => {
  const served = await serveShop({ dialect: "all", trustProxy: "loopback" })
  onTestFinished(served.close)
  const registered = await served.ask("POST", "/myecommerce/api/users/register/", { body: personWith(PASSWORD) })
  expect(registered.status).toBe(201)
  return served
}

const errors = (served: ServedShop): ReadonlyArray<unknown> =>
  served
    .log()
    .trim()
    .split("\n")
    .filter((line) => line.includes("sign-in refused"))
    .map((line) => JSON.parse(line) as unknown)

describe.each(signIns)("%s", (path, body, refresh) => {
  test("logs a rejected sign-in with the client's address and the account, and without the typed values", async () => {
    const served = await serve()
    const headers = { "x-forwarded-for": "203.0.113.7:4711", "x-request-id": "refused-1" }
    await served.ask("POST", path, { body: body(WRONG), headers })
    const line = {
      level: 40,
      time: expect.any(String),
      requestId: "refused-1",
      address: "203.0.113.7",
      account: 1,
      name: "user",
      reason: "InvalidCredentials",
      msg: "sign-in refused",
    }
    expect(errors(served)).toEqual([line])
    for (let i = 0; i < 6; i++) await served.ask("POST", path, { body: body(WRONG), headers })
    expect(errors(served).at(-1)).toEqual({ ...line, reason: "SignInThrottled" })
    expect(served.log()).not.toContain(WRONG)
  })

  test("does not log a name that no account has, because it may be a password", async () => {
    const served = await serve()
    const unknown = Object.fromEntries(Object.keys(body("")).map((field) => [field, "typed-in-the-wrong-field"]))
    await served.ask("POST", path, { body: unknown })
    expect(errors(served)).toMatchObject([{ address: "127.0.0.1", account: null, name: null }])
    expect(served.log()).not.toContain("typed-in-the-wrong-field")
  })

  test("no response may be cached, errors and refresh included", async () => {
    const { ask } = await serve()
    const kept = async (path: string, body: unknown, headers = {}) => {
      const response = await ask("POST", path, { body, headers })
      return [response.status, response.headers.get("cache-control")]
    }
    expect(await kept(path, body(WRONG))).toEqual([path.startsWith("/webstore") ? 403 : 401, "no-store"])
    expect(await kept(path, {})).toEqual([400, "no-store"])
    expect(await kept(path, body(PASSWORD))).toEqual([path.endsWith("/sessions") ? 201 : 200, "no-store"])
    if (refresh === null) return
    const pair = (await ask("POST", path, { body: body(PASSWORD) })).json() as { readonly refresh: string }
    expect(await kept(refresh, { refresh: pair.refresh })).toEqual([200, "no-store"])
    expect(await kept(refresh, { refresh: "bad" })).toEqual([expect.any(Number), "no-store"])
  })
})

test("nitrmart: sign-in, refresh and a wrong current password", async () => {
  const served = await serve()
  const anna = await enrol(served.ask, "anna", "/nitrmart")
  const email = "anna@nitrkl.ac.in"
  const noStore = async (method: string, path: string, body: unknown, bearer?: string) => {
    const response = await served.ask(method, `/nitrmart${path}`, { body, ...(bearer === undefined ? {} : { bearer }) })
    expect(response.headers.get("cache-control")).toBe("no-store")
    return response.status
  }
  expect(await noStore("POST", "/users/token/", { email, password: PASSWORD })).toBe(200)
  expect(await noStore("POST", "/users/token/refresh/", { refresh: anna.refresh })).toBe(200)
  expect(await noStore("POST", "/users/token/", { email, password: WRONG })).toBe(401)
  const change = { password: "new_password", current_password: WRONG }
  expect(await noStore("PATCH", `/users/${anna.id}/`, change, anna.access)).toBe(400)
  expect(errors(served)).toMatchObject([
    { account: anna.id, name: email, reason: "InvalidCredentials" },
    { account: anna.id, name: email, reason: "InvalidCredentials" },
  ])
  expect(served.log()).not.toContain(WRONG)
})

test("webstore: successful and rejected refresh", async () => {
  const { ask } = await serve()
  const mia = visitor(ask, "/webstore/api")
  expect((await mia.refresh()).headers.get("cache-control")).toBe("no-store")
  await mia.register("mia")
  await mia.logIn("mia")
  for (const headers of [{}, { "x-csrftoken": "bad" }])
    expect((await mia.refresh(headers)).headers.get("cache-control")).toBe("no-store")
})

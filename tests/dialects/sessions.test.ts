import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { migrate } from "../../composition/open-shop.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { claimsOf } from "./jwt.ts"
import { enrol, type Member, PASSWORD, signIn } from "./nitrmart.ts"

// Two servers over one database, each with all dialects: a session that ends on one ends on the other immediately.
let database: Database
let here: ServedShop
let there: ServedShop

beforeAll(async () => {
  database = await freshDatabase()
  await migrate({ url: database.url })
  here = await serveShop({ database: { url: database.url }, dialect: "all" })
  there = await serveShop({ database: { url: database.url }, dialect: "all" })
})
afterAll(async () => {
  await here?.close()
  await there?.close()
  await database?.drop()
})

const email = (name: string) => `${name}@nitrkl.ac.in`
const get = async ({ ask }: ServedShop, { path, access }: Member) => (await ask("GET", path, { bearer: access })).status
const refresh = async ({ ask }: ServedShop, { refresh }: Member) =>
  (await ask("POST", "/nitrmart/users/token/refresh/", { body: { refresh } })).status

describe("a new password", () => {
  test("ends every session immediately on every server, and the old password signs in nowhere", async () => {
    const first = await enrol(here.ask, "anna", "/nitrmart")
    const second = await signIn(there.ask, email("anna"), PASSWORD, "/nitrmart")
    expect([await get(there, first), await get(here, second)]).toEqual([200, 200])
    const body = { password: "new_password", current_password: PASSWORD }
    expect((await here.ask("PATCH", first.path, { bearer: first.access, body })).status).toBe(200)
    for (const server of [there, here])
      for (const member of [first, second]) {
        expect(await get(server, member)).toBe(401)
        expect(await refresh(server, member)).toBe(401)
      }
    await expect(signIn(there.ask, email("anna"), PASSWORD, "/nitrmart")).rejects.toThrow("No active account")
    const third = await signIn(there.ask, email("anna"), "new_password", "/nitrmart")
    expect([await get(here, third), await refresh(here, third)]).toEqual([200, 200])
  })
})

describe("one session", () => {
  test("can be ended alone: its access and refresh tokens are rejected everywhere, no others are", async () => {
    const first = await enrol(here.ask, "ben", "/nitrmart")
    const second = await signIn(here.ask, email("ben"), PASSWORD, "/nitrmart")
    const { run, owner } = await ownerOf(first)
    const sessions = await run(here.shop.useCases.listSessions(owner))
    expect(sessions.map(({ id }) => id)).toEqual([claimsOf(second.access).sid, claimsOf(first.access).sid])
    expect(await run(here.shop.useCases.endSession(owner, sessions[1]!.id))).toBe(true)
    expect([await get(there, first), await refresh(there, first)]).toEqual([401, 401])
    expect([await get(there, second), await refresh(there, second)]).toEqual([200, 200])
  })

  test("with an opaque token ends at its logout, on every server", async () => {
    const body = { username: "carl", email: "carl@example.com", password: PASSWORD }
    await here.ask("POST", "/ecommerce-backend/api/users/register/", { body })
    const login = await here.ask("POST", "/ecommerce-backend/api/users/login/", { body })
    const { token } = login.json() as { readonly token: string }
    const orders = async () => (await there.ask("GET", "/ecommerce-backend/api/orders/", { token })).status
    expect(await orders()).toBe(200)
    await here.ask("POST", "/ecommerce-backend/api/users/logout/", { token })
    expect(await orders()).toBe(401)
  })
})

const ownerOf = async (member: Member) => {
  const { Effect } = await import("effect")
  const run = Effect.runPromise
  const { account } = await run(here.shop.useCases.authenticateAccess(member.access, { dialects: ["nitrmart"] }))
  return { run, owner: account }
}

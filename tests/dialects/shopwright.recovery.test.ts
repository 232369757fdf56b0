import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openMailbox } from "../../adapters/mail/in-memory.ts"
import { eventually } from "../../adapters/testing/eventually.ts"
import { databases, type EmptyDatabase } from "../support/databases.ts"
import { type ServedShop, serveShop } from "../support/http.ts"
import { type Buyer, kindOf, newBuyer, newShop, PASSWORD, signIn } from "./shopwright.ts"

const NEXT = "another-long-password"
const PAGE = "https://shop.example/account"

describe.each(databases)("forgotten passwords and verified addresses of shopwright on $name", ({ empty }) => {
  let database: EmptyDatabase
  let served: ServedShop
  let admin: Awaited<ReturnType<typeof newShop>>
  let mia: Buyer
  const { mailer, mails } = openMailbox()

  beforeAll(async () => {
    database = await empty()
    const options = { mail: { mailer, passwordUrl: PAGE } }
    served = await serveShop({ dialect: "shopwright", database: database.option, options })
    admin = await newShop(served)
    mia = await newBuyer(served.ask, "mia")
  })
  afterAll(async () => {
    await served?.close()
    await database?.drop()
  })

  const post = (path: string, body?: unknown) => served.ask("POST", `/v1/${path}`, body === undefined ? {} : { body })
  /** Waits for the next mail and returns its token. */
  const nextToken = async (count: number) => {
    await eventually(`there are ${count} mails`, () => mails.length === count)
    return mails.at(-1)?.link.split("Token=")[1] ?? ""
  }

  test("a password is replaced with the token of a mail, which ends all sessions", async () => {
    const [known, unknown] = [
      await post("password-resets", { login: mia.email }),
      await post("password-resets", { login: "nobody@example.com" }),
    ]
    const shown = ({ status, text, headers }: typeof known) => [status, text, [...headers.keys()]]
    // An empty body is not JSON.
    expect([known.status, known.text, known.headers.get("content-type")]).toEqual([202, "", null])
    expect(shown(unknown)).toEqual(shown(known))
    const token = await nextToken(1)
    expect(kindOf(await post("password-resets/complete", { token, password: "12345678" }))).toEqual([
      400,
      "invalid-request",
      "/password",
    ])
    expect((await post("password-resets/complete", { token, password: NEXT })).status).toBe(204)
    expect(kindOf(await mia.call("GET", "me"))).toEqual([401, "invalid-token"])
    await signIn(served.ask, mia.email, NEXT)
    expect(kindOf(await post("password-resets/complete", { token, password: NEXT }))).toEqual([
      400,
      "invalid-link",
      "/token",
    ])
  })

  test("an admin creates a password link, which is shown once", async () => {
    const created = await admin.call("POST", `accounts/${mia.id}/password-links`)
    expect([created.status, created.headers.get("cache-control")]).toEqual([201, "no-store"])
    const { token, url } = created.json() as { readonly token: string; readonly url: string }
    expect(url).toBe(`${PAGE}#passwordToken=${token}`)
    expect((await post("password-resets/complete", { token, password: PASSWORD })).status).toBe(204)
    const { accessToken: bearer } = await signIn(served.ask, mia.email)
    const denied = await served.ask("POST", `/v1/accounts/${mia.id}/password-links`, { bearer })
    expect(kindOf(denied)).toEqual([403, "not-permitted"])
    expect(kindOf(await admin.call("POST", "accounts/99/password-links"))).toEqual([404, "not-found"])
  })

  test("an address is verified with the token of a mail", async () => {
    const { accessToken: bearer } = await signIn(served.ask, mia.email)
    const before = mails.length
    expect((await served.ask("POST", "/v1/email-verifications", { bearer })).status).toBe(202)
    const token = await nextToken(before + 1)
    expect((await post("email-verifications/complete", { token })).status).toBe(204)
    expect((await served.ask("GET", "/v1/me", { bearer })).json()).toMatchObject({ isVerified: true })
    expect(kindOf(await post("email-verifications/complete", { token }))).toEqual([400, "invalid-link", "/token"])
    expect(kindOf(await admin.call("POST", "email-verifications"))).toEqual([409, "no-email-address"])
  })
})

test("a shop without mail settings responds with a problem of its own", async () => {
  const served = await serveShop({ dialect: "shopwright" })
  try {
    const response = await served.ask("POST", "/v1/password-resets", { body: { login: "mia@example.com" } })
    expect(kindOf(response)).toEqual([501, "mail-not-configured"])
  } finally {
    await served.close()
  }
})

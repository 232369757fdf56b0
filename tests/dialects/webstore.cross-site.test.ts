import { expect, onTestFinished, test } from "vitest"
import type { WebstoreCookies } from "../../adapters/http/dialects/webstore/dialect.ts"
import { serveShop } from "../support/http.ts"
import { visitor } from "./webstore.ts"

const PAGE = "https://pages.example"

/** The log of a server after a page of another site has signed in. */
const logAfterSignIn = async (headers: Readonly<Record<string, string>>, cookies: Partial<WebstoreCookies> = {}) => {
  const trustedOrigins = [PAGE, "http://localhost:3000"]
  const served = await serveShop({ dialect: "webstore", dialectSettings: { webstore: { trustedOrigins, cookies } } })
  onTestFinished(served.close)
  const ann = visitor(served.ask)
  await ann.register("ann")
  const body = { username: "ann", password: "test12345" }
  expect((await ann.send("POST", "login_view", body, headers)).status).toBe(200)
  return served.log()
}

test("a page on another site, whose cookies browsers do not send, leaves a log line with the setting", async () => {
  const log = await logAfterSignIn({ origin: PAGE, "sec-fetch-site": "cross-site" })
  expect(log).toContain(`"page":"${PAGE}"`)
  expect(log).toContain("as different sites, so they do not send webstore's cookies")
  expect(log).toContain("SHOPWRIGHT_COOKIE_DOMAIN")
})

test("a page of localhost with an API at 127.0.0.1 is named in the log", async () => {
  const log = await logAfterSignIn({ origin: "http://localhost:3000" })
  expect(log).toContain("Browsers treat localhost and 127.0.0.1 as different sites.")
})

test("a page on the same site, or cookies for other sites, leave no warning", async () => {
  expect(await logAfterSignIn({ origin: PAGE, "sec-fetch-site": "same-site" })).not.toContain("different sites")
  const none = { sameSite: "None", secure: true } as const
  expect(await logAfterSignIn({ origin: PAGE, "sec-fetch-site": "cross-site" }, none)).not.toContain("different sites")
  expect(await logAfterSignIn({})).not.toContain("different sites")
})

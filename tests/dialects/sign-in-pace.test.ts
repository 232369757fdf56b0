import { Effect } from "effect"
import { describe, expect, onTestFinished, test } from "vitest"
import { PicturesBusy } from "../../application/ports/media.ts"
import { plain } from "../media/support.ts"
import { type Ask, type ServeSettings, serveShop } from "../support/http.ts"
import { personWith } from "./myecommerce.ts"
import { enrol, form, PASSWORD } from "./nitrmart.ts"

const serve = async (settings: ServeSettings) => {
  const served = await serveShop({ dialect: "all", ...settings })
  onTestFinished(served.close)
  return served
}

/** One way to sign in to the account for each dialect that has one. `from` is an address that a proxy reports. */
const ways: ReadonlyArray<readonly [string, (password: string) => object]> = [
  ["/myecommerce/api/token/", (password) => ({ username: "user", password })],
  ["/myecommerce/api/users/login/", (password) => ({ login: "+919876543210", password })],
  ["/phone-login/api/login/", (password) => ({ username: "+91 98765 43210", password })],
  ["/ecommerce-backend/api/users/login/", (password) => ({ username: "user", password })],
]
const attempt = (ask: Ask, way: number, password: string, from = "198.51.100.7") => {
  const [path, body] = ways[way % ways.length]!
  return ask("POST", path, { body: body(password), headers: { "x-forwarded-for": from } })
}

describe("failed sign-ins", () => {
  test("are throttled from the sixth on at every endpoint, with Retry-After", async () => {
    const { ask } = await serve({ trustProxy: "loopback" })
    await ask("POST", "/myecommerce/api/users/register/", { body: personWith(PASSWORD) })
    for (let i = 0; i < 6; i++) expect((await attempt(ask, i, "wrong-pass")).status).toBe(401)
    for (let i = 0; i < ways.length; i++) {
      const response = await attempt(ask, i, PASSWORD)
      const wait = Number(response.headers.get("retry-after"))
      expect(response.status).toBe(429)
      expect(wait).toBeGreaterThanOrEqual(1)
      expect(wait).toBeLessThanOrEqual(60)
      const seconds = wait === 1 ? "second" : "seconds"
      expect(response.text).toBe(`{"detail":"Request was throttled. Expected available in ${wait} ${seconds}."}`)
    }
  })

  test("do not throttle the owner at an address with an earlier success", async () => {
    const { ask } = await serve({ trustProxy: "loopback" })
    await ask("POST", "/myecommerce/api/users/register/", { body: personWith(PASSWORD) })
    expect((await attempt(ask, 0, PASSWORD, "203.0.113.5")).status).toBe(200)
    for (let i = 0; i < 8; i++) await attempt(ask, i, "wrong-pass")
    expect((await attempt(ask, 0, PASSWORD)).status).toBe(429)
    expect((await attempt(ask, 0, PASSWORD, "203.0.113.5")).status).toBe(200)
  })

  test("count per address; the proxy's header counts only if proxies are trusted", async () => {
    const policy = { perAddress: 3, perAccount: 100 }
    const { ask } = await serve({ trustProxy: "loopback", options: { signInPolicy: policy } })
    const guess = (who: string, from: string) =>
      ask("POST", "/nitrmart/users/token/", {
        body: { email: `${who}@nitrkl.ac.in`, password: "wrong-pass" },
        headers: { "x-forwarded-for": from },
      })
    const statuses = async (...addresses: ReadonlyArray<string>) => {
      const seen: Array<number> = []
      for (const [i, from] of addresses.entries()) seen.push((await guess(`user${i}`, from)).status)
      return seen
    }
    expect(await statuses(...Array.from({ length: 4 }, () => "198.51.100.1"))).toEqual([401, 401, 401, 429])
    // A network of 64 bits counts as one address. An IPv4 address is one address in every spelling.
    expect(
      await statuses("2001:db8::1", "2001:db8:0:0:1::2", "2001:0db8::9", "2001:db8::ff:1", "2001:db8:0:1::1"),
    ).toEqual([401, 401, 401, 429, 401])
    expect(await statuses("198.51.100.2", "::ffff:198.51.100.2", "198.51.100.2", "198.51.100.2")).toEqual([
      401, 401, 401, 429,
    ])
    // If the header holds no address, the sender's address counts.
    expect(await statuses("x", "y", "z", "w")).toEqual([401, 401, 401, 429])
  })

  test("a client cannot change its address with headers of its own", async () => {
    const { ask } = await serve({ options: { signInPolicy: { perAddress: 3, perAccount: 100 } } })
    const statuses: Array<number> = []
    for (let i = 0; i < 4; i++) statuses.push((await attempt(ask, 0, "wrong-pass", `198.51.100.${i}`)).status)
    expect(statuses).toEqual([401, 401, 401, 429])
  })

  test("with a wrong current password are throttled as at sign-in", async () => {
    const { ask } = await serve({})
    const anna = await enrol(ask, "anna", "/nitrmart")
    const body = { password: "new_password", current_password: "wrong-guess" }
    const guess = () => ask("PATCH", anna.path, { bearer: anna.access, body })
    for (let i = 0; i < 6; i++) expect((await guess()).status).toBe(400)
    expect((await guess()).status).toBe(429)
  })
})

describe("capacity limits", () => {
  test("of passwords: 503 with Retry-After; a rejected attempt does not count as a failure", async () => {
    const { ask } = await serve({ options: { passwordCost: 10, passwordQueue: 1 } })
    const anna = await enrol(ask, "anna", "/nitrmart")
    const body = { email: "anna@nitrkl.ac.in", password: PASSWORD }
    const responses = await Promise.all(
      Array.from({ length: 24 }, () => ask("POST", "/nitrmart/users/token/", { body })),
    )
    const busy = responses.filter(({ status }) => status === 503)
    expect(busy.length).toBeGreaterThan(0)
    expect(responses.some(({ status }) => status === 200)).toBe(true)
    for (const response of busy) {
      expect(Number(response.headers.get("retry-after"))).toBeGreaterThanOrEqual(1)
      expect(response.text).toBe(`{"detail":"Service temporarily unavailable, try again later."}`)
    }
    // An attempt without a result does not count: more than six got a 503, and the next one is let in.
    expect((await ask("POST", "/nitrmart/users/token/", { body })).status).toBe(200)
    expect((await ask("GET", anna.path, { bearer: anna.access })).status).toBe(200)
  })

  test("of pictures: 503 with Retry-After", async () => {
    const { ask } = await serve({ instead: { updateProfile: () => Effect.fail(new PicturesBusy()) } })
    const anna = await enrol(ask, "anna", "/nitrmart")
    const body = form({}, await plain(9, 9).png().toBuffer())
    const response = await ask("PATCH", anna.path, { bearer: anna.access, body })
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"])
  })
})

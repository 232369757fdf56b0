import { describe, expect, it } from "vitest"
import { shopwright, startServer, temporaryFolder } from "./shopwright.ts"

const inMemory = ["--database", "memory", "--port", "0"]
const PAGE = "http://localhost:3000"

const serve = (env: Readonly<Record<string, string>>, ...args: ReadonlyArray<string>) =>
  startServer([...inMemory, ...args], { cwd: temporaryFolder(), env })

const originFor = async (url: string, path: string, origin = PAGE) => {
  const response = await fetch(url + path, { headers: { origin } })
  return response.headers.get("access-control-allow-origin")
}

describe("serve with variables for browsers and proxies", () => {
  it("lets the trusted origins call every dialect, and explains localhost versus 127.0.0.1", async () => {
    const server = await serve({ SHOPWRIGHT_TRUSTED_ORIGINS: `${PAGE}, https://pages.example` })
    for (const path of [
      "/api/products/",
      "/ecommerce-backend/api/orders/",
      "/myecommerce/api/token/",
      "/phone-login/api/login/",
      "/nitrmart/users/1/",
      "/webstore/api/get_order",
    ])
      expect(await originFor(server.url, path)).toBe(PAGE)
    const { stderr } = await server.stop("SIGTERM")
    const trap = stderr.split("\n").filter((line) => line.includes("Browsers treat localhost and 127.0.0.1"))
    expect(trap).toHaveLength(1)
    expect(trap[0]).toContain(`Let the page call ${server.url.replace("127.0.0.1", "localhost")} instead.`)
  })

  it("lets every page call the dialects without cookies for *, and logs that webstore is excluded", async () => {
    const server = await serve({ SHOPWRIGHT_TRUSTED_ORIGINS: `*,${PAGE}` })
    expect(await originFor(server.url, "/nitrmart/users/1/", "https://anywhere.example")).toBe("*")
    expect(await originFor(server.url, "/webstore/api/get_order", "https://anywhere.example")).toBeNull()
    expect(await originFor(server.url, "/webstore/api/get_order")).toBe(PAGE)
    expect((await server.stop("SIGTERM")).stderr).toContain("the trusted origin * does not apply to it")
    const alone = ["serve", ...inMemory, "--dialect", "webstore"]
    const refused = await shopwright(alone, { cwd: temporaryFolder(), env: { SHOPWRIGHT_TRUSTED_ORIGINS: "*" } })
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("cannot be * for webstore") })
  })

  it("applies its public URL, the cookie domain and HSTS", async () => {
    const env = {
      SHOPWRIGHT_PUBLIC_URL: "https://api.shop.test/shop",
      SHOPWRIGHT_COOKIE_DOMAIN: "shop.test",
      SHOPWRIGHT_HSTS: "3600",
    }
    const { url } = await serve(env, "--dialect", "webstore")
    const post = (path: string, body: unknown) =>
      fetch(url + path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) })
    const ann = { username: "ann", password: "test12345", email: "ann@example.com" }
    expect((await post("/api/sign_in", ann)).status).toBe(200)
    const { headers } = await post("/api/login_view", ann)
    expect(headers.get("strict-transport-security")).toBe("max-age=3600")
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(/^csrftoken=\w+; Path=\/; .*; Domain=shop\.test; Secure$/),
      expect.stringMatching(/^refreshtoken=[^;]+; Path=\/shop\/api\/refresh_token; [^D]*; Secure; HttpOnly$/),
    ])
  })

  it.each([
    ["SHOPWRIGHT_PUBLIC_URL", "example.com/shop", "must be http:// or https://, a host and a path"],
    ["SHOPWRIGHT_PUBLIC_URL", "https://example.com/?x", "must be http:// or https://, a host and a path"],
    ["SHOPWRIGHT_COOKIE_DOMAIN", "localhost", "must be a domain with at least two parts"],
    ["SHOPWRIGHT_COOKIE_DOMAIN", "127.0.0.1", "must be a domain with at least two parts"],
    ["SHOPWRIGHT_HSTS", "a year", "must be a whole number of seconds"],
  ])("refuses %s=%s", async (name, value, message) => {
    const refused = await shopwright(["serve", ...inMemory], { cwd: temporaryFolder(), env: { [name]: value } })
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining(`${name} ${message}`) })
    expect(refused.stderr).toContain(`'${value}'`)
  })
})

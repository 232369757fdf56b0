import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { request } from "node:https"
import { join } from "node:path"
import { describe, expect, it, onTestFinished } from "vitest"
import { eventually } from "../support/load.ts"
import { freePort } from "../support/postgres-server.ts"
import { startServer, temporaryFolder } from "./shopwright.ts"

// The configurations in docs/operations/deploy, with other ports and files.

const recipe = (name: string): string =>
  readFileSync(new URL(`../../docs/operations/deploy/${name}`, import.meta.url), "utf8")

/** Replaces texts that must occur. */
const adapted = (text: string, changes: Readonly<Record<string, string>>): string =>
  Object.entries(changes).reduce((changed, [from, to]) => {
    expect(changed).toContain(from)
    return changed.replaceAll(from, to)
  }, text)

interface Ports {
  readonly proxy: number
  readonly upstream: string
}

const proxies = {
  nginx: {
    program: "/usr/sbin/nginx",
    start: (cwd: string, { proxy, upstream }: Ports) => {
      const site = adapted(recipe("nginx.conf"), {
        "listen 443": `listen 127.0.0.1:${proxy}`,
        "127.0.0.1:8000": upstream,
        "/etc/ssl/": `${cwd}/`,
      })
      const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
      const paths = temporary.map((name) => `${name}_temp_path ${cwd}/${name};`).join(" ")
      const log = `pid ${cwd}/pid; error_log stderr; daemon off;`
      writeFileSync(join(cwd, "main.conf"), `${log} events {} http { access_log off; ${paths} ${site} }`)
      return ["-c", join(cwd, "main.conf")]
    },
  },
  Caddy: {
    program: "/usr/bin/caddy",
    start: (cwd: string, { proxy, upstream }: Ports) => {
      const site = adapted(recipe("Caddyfile"), {
        "shop.example {": `https://shop.example:${proxy} {\n\tbind 127.0.0.1\n\ttls ${cwd}/shop.crt ${cwd}/shop.key`,
        "127.0.0.1:8000": upstream,
      })
      writeFileSync(join(cwd, "Caddyfile"), `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${site}`)
      return ["run", "--config", join(cwd, "Caddyfile"), "--adapter", "caddyfile"]
    },
  },
}

it("nginx and Caddy are installed", () => {
  const missing = Object.values(proxies).filter(({ program }) => !existsSync(program))
  const message = `Not tested: ${missing.map(({ program }) => program).join(", ")}: apt-get install nginx caddy`
  if (missing.length > 0) console.log(message)
  // Where the packages could be installed, as in CI, a missing one fails the tests.
  expect(missing.length > 0 && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get"), message).toBe(false)
})

interface Response {
  readonly status: number
  readonly headers: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>
  readonly body: string
}

const closed = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, "close")
  child.kill("SIGTERM")
  await ended
}

describe.each(Object.entries(proxies).filter(([, { program }]) => existsSync(program)))("behind %s", (_, proxy) => {
  it("a shop has TLS and a path prefix, and sees its clients' addresses", { timeout: 120_000 }, async () => {
    const cwd = temporaryFolder()
    const env = { SHOPWRIGHT_TRUST_PROXY: "1", SHOPWRIGHT_ADMIN: "root:a-long-secret" }
    const shop = await startServer(["--port", "0", "--database", "memory"], { cwd, env })
    const certificate = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=shop.example"]
    execFileSync("openssl", [...certificate, "-keyout", "shop.key", "-out", "shop.crt"], { cwd, stdio: "ignore" })
    const port = await freePort()
    const args = proxy.start(cwd, { proxy: port, upstream: new URL(shop.url).host })
    const env2 = { PATH: process.env.PATH, HOME: cwd, XDG_DATA_HOME: cwd, XDG_CONFIG_HOME: cwd }
    const child = spawn(proxy.program, args, { cwd, env: env2, stdio: ["ignore", "ignore", "pipe"] })
    onTestFinished(() => closed(child))
    let output = ""
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      output += text
    })

    const send = (method: string, path: string, body?: object): Promise<Response> =>
      new Promise((resolve, reject) => {
        const headers = {
          host: "shop.example",
          "content-type": "application/json",
          "x-forwarded-for": "203.0.113.1",
          forwarded: "for=203.0.113.2;proto=http;host=evil.example",
          "x-forwarded-host": "evil.example",
          "x-forwarded-prefix": "/evil",
        }
        const tls = { servername: "shop.example", rejectUnauthorized: false, localAddress: "127.0.0.2", agent: false }
        const sent = request({ ...tls, host: "127.0.0.1", port, method, path, headers }, (response) => {
          let text = ""
          response.setEncoding("utf8").on("data", (chunk: string) => {
            text += chunk
          })
          response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
        })
        sent.on("error", reject)
        sent.end(body === undefined ? undefined : JSON.stringify(body))
      })
    await eventually("the proxy accepts connections", async () => {
      if (child.exitCode !== null) throw new Error(output)
      return send("GET", "/shop/readyz").then(
        ({ status }) => status === 200,
        () => false,
      )
    })

    expect(await send("GET", "/shop")).toMatchObject({
      status: 308,
      headers: { location: expect.stringMatching(/\/shop\/$/) },
    })
    expect((await send("GET", "/api/products/")).status).not.toBe(503)
    expect((await send("GET", "/api/products/")).body).not.toContain("[")
    expect(await send("GET", "/shop/api/products/")).toMatchObject({ status: 200, body: "[]" })
    expect(await send("GET", "/shop/admin")).toMatchObject({ headers: { location: "/shop/admin/" } })
    const user = { username: "mia", password: "a-long-secret", email: "mia@example.com" }
    expect((await send("POST", "/shop/webstore/api/sign_in", user)).status).toBe(200)
    const signedIn = await send("POST", "/shop/webstore/api/login_view", user)
    const cookies = [signedIn.headers["set-cookie"] ?? []].flat()
    expect(cookies).toHaveLength(2)
    for (const cookie of cookies) expect(cookie).toContain("; Secure")
    expect(cookies.some((cookie) => cookie.includes("; Path=/shop/webstore/api/refresh_token"))).toBe(true)
    expect((await send("POST", "/shop/api/users/login/", { username: "mia", password: "wrong-pass" })).status).toBe(401)
    const refused = () => shop.log().find(({ msg }) => msg === "sign-in refused")
    await eventually("the refusal is logged", async () => refused() !== undefined)
    expect(refused()).toMatchObject({ address: "127.0.0.2" })
  })
})

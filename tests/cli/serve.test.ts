import { spawn } from "node:child_process"
import { writeFileSync } from "node:fs"
import { request } from "node:http"
import { type AddressInfo, createServer } from "node:net"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it, onTestFinished } from "vitest"
import { shopwright, startServer, temporaryFolder } from "./shopwright.ts"

const inMemory = ["--database", "memory", "--port", "0"]

const status = async (url: string): Promise<number> => (await fetch(url)).status
const products = async (url: string): Promise<unknown> => (await fetch(`${url}/api/products/`)).json()
const post = (url: string, body: unknown) =>
  fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) })

/** Occupies a port until the test ends or the port is released. */
const takePort = async () => {
  const holder = createServer()
  await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve))
  const release = () => new Promise<void>((resolve) => holder.close(() => resolve()))
  onTestFinished(release)
  return { port: String((holder.address() as AddressInfo).port), release }
}

describe("shopwright serve", () => {
  it.each(["SIGTERM", "SIGINT"] as const)("prints one ready line, and exits with code 0 on %s", async (signal) => {
    const server = await startServer(inMemory, { cwd: temporaryFolder() })
    expect(await status(`${server.url}/api/products/`)).toBe(200)
    const { code, stdout } = await server.stop(signal)
    expect({ code, stdout }).toEqual({ code: 0, stdout: `shopwright is ready at ${server.url}\n` })
  })

  it("exits as cleanly when npm started it", async () => {
    const npm = spawn("npm", ["start", "--silent", "--", ...inMemory], {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      stdio: ["ignore", "pipe", "ignore"],
    })
    onTestFinished(() => void npm.kill("SIGKILL"))
    const ready = await new Promise<Buffer>((resolve) => npm.stdout.once("data", resolve))
    const url = ready.toString().trim().split(" ").at(-1) ?? ""
    expect(await status(`${url}/api/products/`)).toBe(200)
    const code = new Promise((resolve) => npm.once("exit", resolve))
    npm.kill("SIGTERM")
    expect(await code).toBe(0)
    await expect(fetch(url)).rejects.toThrow("fetch failed")
  })

  it("serves ecommerce-backend at the root and every dialect under its own name", async () => {
    const { url } = await startServer(inMemory, { cwd: temporaryFolder() })
    expect(await status(`${url}/api/products/`)).toBe(200)
    expect(await status(`${url}/ecommerce-backend/api/products/`)).toBe(200)
    expect(await status(`${url}/nothing/api/products/`)).toBe(404)
  })

  it("serves a single dialect at the root and nowhere else", async () => {
    const { url } = await startServer([...inMemory, "--dialect", "ecommerce-backend"], { cwd: temporaryFolder() })
    expect(await status(`${url}/api/products/`)).toBe(200)
    expect(await status(`${url}/ecommerce-backend/api/products/`)).toBe(404)
  })

  it("reads its port from --port, or else from PORT", async () => {
    const { port, release } = await takePort()
    const env = { PORT: port }
    const flagged = await startServer(inMemory, { cwd: temporaryFolder(), env })
    expect(new URL(flagged.url).port).not.toBe(port)
    await release()
    const server = await startServer(["--database", "memory"], { cwd: temporaryFolder(), env })
    expect(server.url).toBe(`http://127.0.0.1:${port}`)
    expect(await status(`${server.url}/api/products/`)).toBe(200)
  })

  it("rejects a port that is in use", async () => {
    const { port } = await takePort()
    const ended = await shopwright(["serve", "--database", "memory", "--port", port], {
      cwd: temporaryFolder(),
      env: { SHOPWRIGHT_CATALOG: "demo" },
    })
    expect(ended).toEqual({
      code: 1,
      stdout: "",
      stderr: `shopwright: Port ${port} on 127.0.0.1 is in use; choose another port with --port\n`,
    })
  })

  it("rejects a host that is not an address of this machine", async () => {
    const args = ["serve", ...inMemory, "--host", "192.0.2.1"]
    const { code, stderr } = await shopwright(args, { cwd: temporaryFolder(), env: { SHOPWRIGHT_CATALOG: "demo" } })
    expect(code).toBe(1)
    expect(stderr).toBe("shopwright: 192.0.2.1 is not an address of this machine; choose another with --host\n")
  })

  it("finishes a request in progress when the signal arrives", async () => {
    const server = await startServer(inMemory, { cwd: temporaryFolder() })
    // The password is missing, so no hashing slows the test down on a busy machine.
    const body = JSON.stringify({ username: "mia", email: "mia@example.com" })
    const pending = request(`${server.url}/api/users/register/`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "Content-Length": Buffer.byteLength(body),
        Expect: "100-continue",
      },
    })
    const responded = new Promise<number | undefined>((resolve, reject) => {
      pending.once("response", (response) => resolve(response.resume().statusCode)).once("error", reject)
    })
    // The server has the head of the request and waits for the rest.
    await new Promise<void>((resolve) => {
      pending.once("continue", resolve).flushHeaders()
    })
    const ended = server.stop("SIGTERM")
    while (await fetch(server.url).then(Boolean, () => false));
    pending.end(body)
    expect(await responded).toBe(400)
    expect((await ended).code).toBe(0)
  })

  it("serves requests for SHOPWRIGHT_SHUTDOWN_DELAY seconds after SIGTERM, with /readyz at 503", async () => {
    const env = { SHOPWRIGHT_SHUTDOWN_DELAY: "3600" }
    const server = await startServer(inMemory, { cwd: temporaryFolder(), env })
    expect(await status(`${server.url}/readyz`)).toBe(200)
    const ended = server.stop("SIGTERM")
    while ((await status(`${server.url}/readyz`)) === 200);
    expect(await status(`${server.url}/readyz`)).toBe(503)
    expect(await status(`${server.url}/api/products/`)).toBe(200)
    // At a terminal, Ctrl-C ends the delay.
    void server.stop("SIGINT")
    expect((await ended).code).toBe(0)
  })

  it("ensures that the admin of SHOPWRIGHT_ADMIN exists", async () => {
    const env = { SHOPWRIGHT_ADMIN: "shop:correct horse:shop@example.com" }
    const { url } = await startServer(inMemory, { cwd: temporaryFolder(), env })
    const login = await post(`${url}/api/users/login/`, { username: "shop", password: "correct horse" })
    const { token } = (await login.json()) as { readonly token: string }
    const created = await fetch(`${url}/api/products/categories/create/`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Token ${token}` },
      body: JSON.stringify({ name: "Care" }),
    })
    expect(created.status).toBe(201)
  })

  it("rejects an admin whose password is too short", async () => {
    const options = { cwd: temporaryFolder(), env: { SHOPWRIGHT_ADMIN: "shop:short" } }
    expect(await shopwright(["serve", ...inMemory], options)).toEqual({
      code: 1,
      stdout: "",
      stderr: "shopwright: The account was rejected: password must have at least 8 characters\n",
    })
  })

  it("loads the catalogue of SHOPWRIGHT_CATALOG into an empty shop", async () => {
    const cwd = temporaryFolder()
    const soap = { name: "Soap", description: "Olive oil", price: 3, category: "Care" }
    writeFileSync(join(cwd, "shop.json"), JSON.stringify({ categories: [{ name: "Care" }], products: [soap] }))
    const { url } = await startServer(inMemory, { cwd, env: { SHOPWRIGHT_CATALOG: "shop.json" } })
    expect(await products(url)).toMatchObject([{ name: "Soap" }])
  })

  it("does not start with a catalogue that has an error", async () => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, "shop.json"), "{}")
    const options = { cwd, env: { SHOPWRIGHT_CATALOG: "shop.json" } }
    const { code, stdout, stderr } = await shopwright(["serve", ...inMemory], options)
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" })
    expect(stderr).toContain("\n  categories: is missing\n  products: is missing\n")
  })

  it("explains how to fill an empty shop, and does not once there is a catalogue", async () => {
    const empty = await startServer(inMemory, { cwd: temporaryFolder() })
    const page = await fetch(empty.url, { headers: { accept: "text/html" } })
    expect(await page.text()).toContain("It creates the first admin with the code that the server has printed")
    const { stderr } = await empty.stop("SIGTERM")
    for (const hint of ["SHOPWRIGHT_CATALOG=demo", "SHOPWRIGHT_ADMIN=", "import demo", "create-admin"])
      expect(stderr).toContain(hint)
    const filled = await startServer(inMemory, { cwd: temporaryFolder(), env: { SHOPWRIGHT_CATALOG: "demo" } })
    expect(await products(filled.url)).toHaveLength(12)
    expect((await filled.stop("SIGTERM")).stderr).not.toContain("import demo")
  })

  it("logs to standard error at the level of SHOPWRIGHT_LOG", async () => {
    const logged = async (env: Readonly<Record<string, string>>) => {
      const server = await startServer(inMemory, {
        cwd: temporaryFolder(),
        env: { ...env, SHOPWRIGHT_CATALOG: "demo", SHOPWRIGHT_ADMIN: "admin:a-long-password" },
      })
      await status(`${server.url}/api/products/`)
      return (await server.stop("SIGTERM")).stderr
    }
    expect(await logged({})).toContain("/api/products/")
    expect(await logged({ SHOPWRIGHT_LOG: "silent" })).toBe("")
  })
})

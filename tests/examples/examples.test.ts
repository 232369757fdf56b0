import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { describe, expect, inject, it } from "vitest"
import { client } from "../support/http.ts"

const { bare, full } = inject("projects")
const run = promisify(execFile)

/** The output of an example. */
const output = async (node: string, example: string): Promise<string> =>
  (await run(node, [`${example}.ts`], { cwd: bare })).stdout.trim()

describe.each([
  { name: "this Node", node: process.execPath, version: process.version },
  { name: "Node 22", node: inject("node22"), version: "v22." },
])("a project with nothing but the package, under $name", ({ node, version }) => {
  it("runs on the expected version of Node", async () => {
    expect((await run(node, ["--version"])).stdout).toContain(version)
  })

  it.each([
    ["first-order", "order 1 is created"],
    ["first-order-effect", "350 to pay, 0 left"],
    ["own-adapter", "2026-03-01T12:00:00.000Z"],
    ["metadata/main", "ok"],
    [
      "missing-driver",
      "This database requires packages that are not installed: npm install " +
        "@mikro-orm/core@^7.2.0 @mikro-orm/pglite@^7.2.0",
    ],
  ])("runs %s", async (example, printed) => {
    expect(await output(node, example)).toBe(printed)
  })

  it("has a command that explains what serving requires", async () => {
    const bin = join(bare, "node_modules/shopwright/dist/adapters/cli/main.js")
    expect((await run(node, [bin, "--help"])).stdout).toContain("Usage: shopwright COMMAND")
    const refused = await run(node, [bin, "serve", "--database", "memory"]).catch((error: { stderr: string }) => error)
    expect(refused.stderr).toContain("npm install express helmet pino")
  })
})

describe("a project with only the package", () => {
  it("runs what the README shows", () => {
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8")
    expect(readme).toContain(readFileSync(join(bare, "first-order.ts"), "utf8"))
  })

  it("has no driver, no server and no tool installed", () => {
    const installed = readdirSync(join(bare, "node_modules"))
    expect(installed).toEqual(expect.arrayContaining(["shopwright", "effect", "inversify"]))
    const optional = ["express", "helmet", "pino", "sharp", "pg", "kysely", "vitest", "fast-check"]
    expect(installed.filter((name) => optional.includes(name))).toEqual([])
    expect(installed.filter((name) => ["@mikro-orm", "@electric-sql", "@img"].includes(name))).toEqual([])
  })

  it("can import only the entry points", async () => {
    const inside = "shopwright/dist/domain/order/place-order.js"
    expect(existsSync(join(bare, "node_modules", inside))).toBe(true)
    const code = `import("${inside}").catch((error) => console.log(error.code))`
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", code], { cwd: bare })
    expect(stdout.trim()).toBe("ERR_PACKAGE_PATH_NOT_EXPORTED")
  })

  it("has its command where npm looks for commands", async () => {
    expect((await run(join(bare, "node_modules/.bin/shopwright"), ["--help"])).stdout).toContain("Usage: shopwright")
  })
})

it("can be installed beside an older MikroORM and does not replace it", async () => {
  const packed = join(bare, "..")
  const older = join(packed, "older")
  mkdirSync(older)
  writeFileSync(join(older, "package.json"), JSON.stringify({ name: "host", private: true }))
  const install = (...packages: ReadonlyArray<string>) =>
    run("npm", ["install", "--package-lock-only", "--prefer-offline", "--no-audit", "--no-fund", ...packages], {
      cwd: older,
      shell: process.platform === "win32",
    })
  await install(...["core", "migrations", "postgresql"].map((name) => `@mikro-orm/${name}@7.2.0`))
  await install(join(packed, readdirSync(packed).find((file) => file.endsWith(".tgz")) ?? "nothing was packed"))
  const lock = JSON.parse(readFileSync(join(older, "package-lock.json"), "utf8"))
  expect(lock.packages["node_modules/@mikro-orm/core"].version).toBe("7.2.0")
  expect(lock.packages["node_modules/shopwright"].version).toBeTypeOf("string")
})

describe("a project with a server of its own", () => {
  it.each(["express-app", "plain-http"])("runs %s", async (example) => {
    const child = spawn(process.execPath, [`${example}.ts`], { cwd: full, stdio: ["ignore", "pipe", "inherit"] })
    try {
      const [line] = await once(child.stdout, "data")
      const url = String(line).trim()
      const ask = client(example === "express-app" ? `${url}/shop` : url)
      const mia = { username: "mia", email: "mia@example.com", password: "a-long-password" }
      expect((await ask("POST", "/api/users/register/", { body: mia })).status).toBe(201)
      const { token } = (await ask("POST", "/api/users/login/", { body: mia })).json() as { readonly token: string }
      const body = { items: [{ product: 1, quantity: 2 }] }
      expect((await ask("POST", "/api/orders/", { token, body })).status).toBe(201)
      expect(await (await fetch(url)).text()).toBe("a page of the host's")
    } finally {
      child.kill("SIGTERM")
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit")
      child.stdout.destroy()
    }
    expect([child.exitCode, child.signalCode]).toEqual([0, null])
  })
})

import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { describe, expect, inject, it } from "vitest"
import { client } from "../support/http.ts"

const { bare, web } = inject("projects")
const run = promisify(execFile)

/** What an example prints. It reads nothing of ours: no variable of the environment tells it where we are. */
const output = async (project: string, example: string): Promise<string> =>
  (await run(process.execPath, [`${example}.ts`], { cwd: project })).stdout.trim()

describe("a project with nothing but the package", () => {
  it.each([
    ["first-order", "order 1 is created"],
    ["first-order-effect", "350 to pay, 0 left"],
    ["own-adapter", "2026-03-01T12:00:00.000Z"],
    [
      "missing-driver",
      "This database needs packages that are not installed: npm install " +
        "@mikro-orm/core@7.2.1 @mikro-orm/migrations@7.2.1 @mikro-orm/pglite@7.2.1",
    ],
  ])("runs %s", async (example, printed) => {
    expect(await output(bare, example)).toBe(printed)
  })

  it("runs what the README shows", () => {
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8")
    expect(readme).toContain(readFileSync(join(bare, "first-order.ts"), "utf8"))
  })

  it("has downloaded no driver, no server and no tool", () => {
    const installed = readdirSync(join(bare, "node_modules"))
    expect(installed).toEqual(expect.arrayContaining(["shopwright", "effect", "inversify"]))
    const optional = ["express", "helmet", "multer", "pino", "sharp", "pg", "kysely", "vitest", "fast-check"]
    expect(installed.filter((name) => optional.includes(name))).toEqual([])
    expect(installed.filter((name) => ["@mikro-orm", "@electric-sql", "@img"].includes(name))).toEqual([])
  })

  it("reaches nothing behind the doors", async () => {
    const inside = "shopwright/dist/domain/order/place-order.js"
    expect(existsSync(join(bare, "node_modules", inside))).toBe(true)
    const code = `import("${inside}").catch((error) => console.log(error.code))`
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", code], { cwd: bare })
    expect(stdout.trim()).toBe("ERR_PACKAGE_PATH_NOT_EXPORTED")
  })

  it("has a command that says what serving needs", async () => {
    const bin = join(bare, "node_modules/.bin/shopwright")
    expect((await run(bin, ["--help"])).stdout).toContain("Usage: shopwright COMMAND")
    const refused = await run(bin, ["serve", "--database", "memory"]).catch((error: { stderr: string }) => error)
    expect(refused.stderr).toContain("npm install express helmet multer pino")
  })
})

describe("a project with a server of its own", () => {
  it.each(["express-app", "plain-http"])("runs %s", async (example) => {
    const child = spawn(process.execPath, [`${example}.ts`], { cwd: web, stdio: ["ignore", "pipe", "inherit"] })
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

it.each(["nodenext", "bundler"])("compiles in a strict project with moduleResolution %s", async (moduleResolution) => {
  const compilerOptions = {
    module: moduleResolution === "nodenext" ? "nodenext" : "esnext",
    moduleResolution,
    target: "es2024",
    lib: ["es2024", "esnext.disposable"],
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
  }
  const file = `tsconfig.${moduleResolution}.json`
  writeFileSync(join(web, file), JSON.stringify({ compilerOptions, include: ["*.ts"] }))
  const compile = () =>
    run("tsc", ["--project", join(web, file)]).then(
      () => "",
      (error: { stdout: string }) => error.stdout,
    )
  expect(await compile()).toBe("")
  // The compiler sees the types, and not just that something is there.
  const wrong = `import { openShop } from "shopwright"\nexport const wrong = openShop({ database: "nowhere" })\n`
  mkdirSync(join(web, "wrong"), { recursive: true })
  writeFileSync(join(web, "wrong/wrong.ts"), wrong)
  writeFileSync(join(web, file), JSON.stringify({ compilerOptions, include: ["wrong/wrong.ts"] }))
  expect(await compile()).toContain("nowhere")
})

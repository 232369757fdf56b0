import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { migrate } from "../../composition/open-shop.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { shopwright, startServer, temporaryFolder } from "./shopwright.ts"

const secret = { SHOPWRIGHT_SECRET: "0123456789abcdef0123456789abcdef" }
let database: Database

beforeEach(async () => {
  database = await freshDatabase()
})
afterEach(() => database.drop())

describe("a PostgreSQL server as the database", () => {
  const serve = (env: Readonly<Record<string, string>>) =>
    shopwright(["serve", "--port", "0", "--database", database.url], { cwd: temporaryFolder(), env })

  it("requires a secret of 32 bytes", async () => {
    const missing = await serve({})
    expect({ ...missing, stderr: "" }).toEqual({ code: 2, stdout: "", stderr: "" })
    expect(missing.stderr).toMatch(/^shopwright: SHOPWRIGHT_SECRET is not set: .+ 32 bytes/)
    expect(await serve({ SHOPWRIGHT_SECRET: secret.SHOPWRIGHT_SECRET.slice(1) })).toEqual({
      code: 2,
      stdout: "",
      stderr: "shopwright: SHOPWRIGHT_SECRET is too short: it needs at least 32 bytes\n",
    })
  })

  it("is not served before it is migrated, and the error names the command", async () => {
    const refused = await serve(secret)
    expect({ ...refused, stderr: "" }).toEqual({ code: 1, stdout: "", stderr: "" })
    expect(refused.stderr).toMatch(/^shopwright: [^\n]*run "shopwright migrate"[^\n]*\n$/)
  })

  it("is migrated once", async () => {
    const args = ["migrate", "--database", database.url]
    const first = await shopwright(args, { cwd: temporaryFolder() })
    expect(first).toMatchObject({ code: 0, stderr: "" })
    expect(first.stdout).toMatch(/^(applied \S+\n)+$/)
    const { stdout } = await shopwright(args, { cwd: temporaryFolder() })
    expect(stdout).toBe("nothing to do: the tables are up to date\n")
  })

  it("can be filled while it is served", async () => {
    await migrate(database)
    const options = { cwd: temporaryFolder(), env: { ...secret, DATABASE_URL: database.url } }
    const server = await startServer(["--port", "0"], options)
    expect((await shopwright(["import", "demo"], options)).stdout).toBe("imported 12 products in 4 categories\n")
    expect(await (await fetch(`${server.url}/api/products/`)).json()).toHaveLength(12)
    expect((await server.stop("SIGTERM")).code).toBe(0)
  })

  it("is reported without the password when it does not respond or rejects the user", async () => {
    const { hostname, port } = new URL(database.url)
    const wrongUser = `postgres://nobody:hunter2hunter2@${hostname}:${port}/no_such_database`
    for (const url of ["postgres://nobody:hunter2hunter2@127.0.0.1:1/shop", wrongUser]) {
      const { code, stdout, stderr } = await shopwright(["migrate", "--database", url], { cwd: temporaryFolder() })
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" })
      expect(stderr).toMatch(/^shopwright: (no server responds|the database refuses|the server has no)[^\n]+\n$/)
      expect(stderr).not.toContain("hunter2")
    }
  })
})

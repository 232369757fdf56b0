import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Ended, shopwright, startServer, temporaryFolder } from "./shopwright.ts"

const products = async (url: string): Promise<unknown> => (await fetch(`${url}/api/products/`)).json()

// Creating an embedded database takes seconds, so it is created once and each test gets a copy.
let made: string
let imported: Ended

beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), "shopwright-cli-"))
  imported = await shopwright(["import", "demo"], { cwd: made })
})
afterAll(() => rmSync(made, { recursive: true, force: true }))

const copy = (): string => {
  const cwd = temporaryFolder()
  cpSync(made, cwd, { recursive: true })
  return cwd
}

describe("the embedded database", () => {
  it("is created by the first command that needs it, in the folder .shopwright", () => {
    expect(imported).toEqual({ code: 0, stdout: "imported 12 products in 4 categories\n", stderr: "" })
    expect(statSync(join(made, ".shopwright")).mode & 0o777).toBe(0o700)
  })

  it("serves one process at a time: a second process is rejected with the next step", async () => {
    const cwd = copy()
    const first = await startServer(["--port", "0"], { cwd })
    for (const args of [["serve", "--port", "0"], ["import", "demo"], ["migrate"]]) {
      const { code, stdout, stderr } = await shopwright(args, { cwd })
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" })
      expect(stderr).toMatch(
        /^shopwright: The database in .+ is in use by process \d+.* Stop that process, .*unlock the folder with: rm '.+'\n$/,
      )
    }
    expect(await products(first.url)).toHaveLength(12)
    expect((await first.stop("SIGTERM")).code).toBe(0)
    const ended = await shopwright(["migrate"], { cwd })
    expect(ended).toEqual({ code: 0, stdout: "nothing to do: the tables are up to date\n", stderr: "" })
  })

  it("keeps its data, and a secret that only the owner can read", async () => {
    const cwd = copy()
    const file = join(cwd, ".shopwright", "secret")
    // The catalogue exists already, so the variable must not load it again.
    const options = { cwd, env: { SHOPWRIGHT_CATALOG: "demo" } }
    const first = await startServer(["--port", "0"], options)
    const before = await products(first.url)
    expect(before).toHaveLength(12)
    await first.stop("SIGINT")
    const secret = readFileSync(file, "utf8")
    expect(Buffer.byteLength(secret)).toBeGreaterThanOrEqual(32)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const again = await startServer(["--port", "0"], options)
    expect(await products(again.url)).toEqual(before)
    expect(readFileSync(file, "utf8")).toBe(secret)
  })
})

import { readdirSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { openShop } from "../../composition/index.ts"
import { shopwright, startServer, temporaryFolder } from "./shopwright.ts"

const malformed = [
  "127.0.0.1:5432/shop",
  "db:5432",
  "postgres:/user:secret-pw@host/shop",
  "user:secret-pw@host/shop",
  "mysql://user:secret-pw@host/shop",
  "postgres://user:secret-pw@host:99999/shop",
  "postgres://user:secret-pw@host/shop?sslmod=require",
  "postgres://user:secret-pw@host/shop?sslmode=sometimes",
  "postgres://user:secret-pw@host/a/b",
]

describe("--database", () => {
  it.each(malformed)("rejects %s without repeating the password or creating a folder", async (text) => {
    const cwd = temporaryFolder()
    for (const options of [
      { args: ["migrate", "--database", text], env: {} },
      { args: ["migrate"], env: { DATABASE_URL: text } },
    ]) {
      const { code, stderr } = await shopwright(options.args, { cwd, env: options.env })
      expect(code).toBe(2)
      expect(stderr).not.toContain("secret-pw")
    }
    expect(readdirSync(cwd)).toEqual([])
  })

  it("names the unknown parameter of a URL", async () => {
    const { stderr } = await shopwright(["doctor", "--database", "postgres://host/shop?sslmod=require"], {
      cwd: temporaryFolder(),
    })
    expect(stderr).toMatch(/unknown parameter 'sslmod'/)
  })

  it("creates no folder for a command that needs an existing shop", async () => {
    const cwd = temporaryFolder()
    const { code, stdout, stderr } = await shopwright(["doctor", "--database", "typo"], { cwd })
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" })
    expect(stderr).toMatch(/There is no shop in .*typo\. Check --database/)
    expect(readdirSync(cwd)).toEqual([])
  })

  it("is shown by serve on standard error", async () => {
    const cwd = temporaryFolder()
    const server = await startServer(["--port", "0", "--database", "./shop"], { cwd })
    const { stderr } = await server.stop("SIGTERM")
    expect(stderr).toContain(`"database":"${cwd}/shop","msg":"database opened"`)
  })
})

describe("openShop", () => {
  it.each(malformed)("rejects the folder or URL %s without repeating the password", async (text) => {
    const option = text.startsWith("postgres://") ? { url: text } : { folder: text }
    const error = await openShop({ database: option }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(Error)
    expect(String(error)).toMatch(/URL/)
    expect(String(error)).not.toContain("secret-pw")
  })
})

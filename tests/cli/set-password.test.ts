import { afterAll, beforeAll, expect, it } from "vitest"
import { adminRules } from "../../adapters/cli/admin.ts"
import { migrate, openShop } from "../../composition/open-shop.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { shopwright, startServer, temporaryFolder } from "./shopwright.ts"

let database: Database

beforeAll(async () => {
  database = await freshDatabase()
  await migrate(database)
})
afterAll(() => database.drop())

const run = (...args: ReadonlyArray<string>) =>
  shopwright(["set-password", ...args, "--database", database.url], { cwd: temporaryFolder() })

it("sets the password of any account by user name, e-mail or phone, and ends its sessions", async () => {
  await using shop = await openShop({ database })
  const mia = { username: "mia", email: "mia@example.com", phone: "+4915123456789", password: "first-secret" }
  expect((await shop.register(mia, adminRules)).ok).toBe(true)
  const logIn = (password: string) => shop.logIn({ login: "mia", by: ["username"], password, address: "192.0.2.1" })
  const before = await logIn(mia.password)
  if (!before.ok) throw before.error
  for (const [i, login] of [mia.username, "MIA@example.com", "+49 1512 3456789"].entries()) {
    const set = await run("--login", login, "--password", `secret number ${i}`)
    expect(set).toEqual({ code: 0, stdout: `set the password of ${login}\n`, stderr: "" })
    expect((await logIn(`secret number ${i}`)).ok).toBe(true)
  }
  expect((await shop.authenticate(before.value.token)).ok).toBe(false)
})

it("rejects an unknown login and a common password", async () => {
  await using shop = await openShop({ database })
  await shop.register({ username: "tom", password: "first-secret" }, { ...adminRules, signsInByEmail: false })
  expect((await run("--login", "nobody", "--password", "a-long-secret")).stderr).toBe(
    "shopwright: No account signs in as 'nobody'\n",
  )
  expect((await run("--login", "tom", "--password", "password1")).stderr).toBe(
    "shopwright: The password was rejected: password is too common\n",
  )
})

it("names the accounts to choose from when a login is ambiguous", async () => {
  await using shop = await openShop({ database })
  await shop.register({ username: "+4930123456", password: "first-secret" }, adminRules)
  await shop.register({ username: "eve", phone: "+4930123456", password: "first-secret" }, adminRules)
  const ambiguous = await run("--login", "+4930123456", "--password", "a-long-secret")
  expect([ambiguous.code, ambiguous.stderr]).toEqual([
    1,
    "shopwright: 2 accounts sign in as '+4930123456'; choose one with --by username, email or phone\n",
  ])
  expect((await run("--login", "+4930123456", "--by", "phone", "--password", "a-long-secret")).code).toBe(0)
})

it("is named in a warning of serve when SHOPWRIGHT_ADMIN has another password than the admin", async () => {
  await using shop = await openShop({ database })
  expect((await shop.createAdmin({ username: "boss", password: "first-secret" }, adminRules)).ok).toBe(true)
  const warnings = async (password: string) => {
    const env = {
      DATABASE_URL: database.url,
      SHOPWRIGHT_SECRET: "0123456789abcdef0123456789abcdef",
      SHOPWRIGHT_ADMIN: `boss:${password}`,
    }
    const server = await startServer(["--port", "0"], { cwd: temporaryFolder(), env })
    const { stderr } = await server.stop("SIGTERM")
    expect(stderr).not.toContain(password)
    return stderr.split("\n").filter((line) => line.includes("shopwright set-password --login boss"))
  }
  expect(await warnings("first-secret")).toEqual([])
  expect(await warnings("second-secret")).toEqual([
    expect.stringContaining("The admin 'boss' has another password than SHOPWRIGHT_ADMIN says, and keeps it."),
  ])
  const command = { login: "boss", by: ["username"] as const, address: "192.0.2.1" }
  expect((await shop.logIn({ ...command, password: "first-secret" })).ok).toBe(true)
})

import { expect, it, onTestFinished } from "vitest"
import { migrate, openShop } from "../../composition/index.ts"
import { freshDatabase } from "../support/postgres.ts"
import { shopwright, temporaryFolder } from "./shopwright.ts"

it("lists, shows and changes accounts", { timeout: 240_000 }, async () => {
  const cwd = temporaryFolder()
  const database = await freshDatabase()
  onTestFinished(() => database.drop())
  const { url } = database
  await migrate({ url })
  const shop = await openShop({ database: { url }, passwordCost: 4 })
  await shop.createAdmin({ username: "root", password: "a-long-password" })
  await shop.register({ username: "mia", password: "a-long-password", profile: { firstName: "Mia" } })
  await shop.close()
  const env = { DATABASE_URL: url, SHOPWRIGHT_PASSWORD_URL: "https://shop.example/account" }
  const run = async (command: string) => {
    const { code, stdout, stderr } = await shopwright(command.split(" "), { cwd, env })
    return { code, stdout, stderr, json: () => JSON.parse(stdout) as unknown }
  }
  expect((await run("accounts list")).stdout).toMatch(/ 2 +mia +Mia +buyer +active\n 1 +root +admin +active\n$/)
  expect((await run("accounts list --role admin --json")).json()).toMatchObject([{ id: 1, username: "root" }])
  expect((await run("accounts show 2 --json")).json()).toMatchObject({ id: 2, sessions: [], orders: [] })
  expect(await run("accounts revoke-admin 1")).toMatchObject({
    code: 1,
    stderr: "shopwright: The shop would have no active admin\n",
  })
  expect((await run("accounts grant-admin 2")).stdout).toBe("account 2 is an admin\n")
  expect((await run("accounts deactivate 1 --json")).json()).toEqual({ id: 1, isActive: false })
  const link = (await run("accounts password-link 2")).stdout
  const [, token = ""] = /^https:\/\/shop\.example\/account#passwordToken=(\w+)\n$/.exec(link) ?? []
  expect(await run("accounts show 9")).toMatchObject({ code: 1, stderr: "shopwright: There is no account 9\n" })
  await run("accounts grant-admin 1")
  expect(await run("accounts erase 1")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("Erasing an account cannot be undone. Use --yes to agree"),
  })
  expect((await run("accounts erase 1 --yes")).stdout).toBe("account 1 is erased\n")
  expect((await run("accounts erase 1 --yes --json")).json()).toEqual({ id: 1, erased: true })
  expect(await run("accounts erase 2 --yes")).toMatchObject({
    code: 1,
    stderr: "shopwright: The shop would have no active admin\n",
  })
  expect((await run("accounts list --json")).json()).toMatchObject([{ id: 2 }])
  const again = await openShop({ database: { url }, passwordCost: 4 })
  expect(await again.resetPassword({ token, password: "another-long-password" })).toMatchObject({ ok: true })
  await again.close()
})

it("creates, lists and revokes API keys", { timeout: 240_000 }, async () => {
  const cwd = temporaryFolder()
  const database = await freshDatabase()
  onTestFinished(() => database.drop())
  const { url } = database
  await migrate({ url })
  const shop = await openShop({ database: { url }, passwordCost: 4 })
  await shop.createAdmin({ username: "root", password: "a-long-password" })
  const run = (...words: ReadonlyArray<string>) => shopwright(words, { cwd, env: { DATABASE_URL: url } })
  const created = await run("api-keys", "create", "1", "Nightly export", "--scopes", "orders:read,stock:read")
  expect(created.stderr).toBe("Keep this key. The shop does not show it again.\n")
  const secret = created.stdout.trim()
  const bearer = await shop.authenticateApiKey(secret)
  expect(bearer).toMatchObject({ ok: true, value: { account: { username: "root" } } })
  await shop.close()
  const [key] = JSON.parse((await run("api-keys", "list", "--json")).stdout) as ReadonlyArray<{ readonly id: string }>
  expect(key).toMatchObject({ account: 1, name: "Nightly export", scopes: ["stock:read", "orders:read"] })
  expect((await run("api-keys", "list")).stdout).toContain(`…${secret.slice(-4)}`)
  expect((await run("api-keys", "revoke", key?.id ?? "")).stdout).toBe(`API key ${key?.id} is revoked\n`)
  expect(await run("api-keys", "revoke", key?.id ?? "")).toMatchObject({ code: 1 })
  expect((await run("api-keys", "list")).stdout).toBe("no API keys\n")
  expect(await run("api-keys", "create", "1", "x", "--scopes", "order:read")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("did you mean orders:read?"),
  })
})

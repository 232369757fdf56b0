import { Effect } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { migrate, openShop } from "../../composition/open-shop.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { shopwright, temporaryFolder } from "./shopwright.ts"

const password = "correct horse"

let database: Database

beforeAll(async () => {
  database = await freshDatabase()
  await migrate(database)
})
afterAll(() => database.drop())

const run = (
  args: ReadonlyArray<string>,
  options: { readonly input?: string | Uint8Array; readonly env?: Record<string, string> },
) => shopwright(["create-admin", ...args, "--database", database.url], { cwd: temporaryFolder(), ...options })

describe("shopwright create-admin", () => {
  it.each<[string, ReadonlyArray<string>, Parameters<typeof run>[1]]>([
    ["option", ["--password", password], {}],
    ["variable", [], { env: { SHOPWRIGHT_PASSWORD: password } }],
    ["line", [], { input: `${password}\nanother line` }],
  ])("opens an account that manages the shop, its password from a %s", async (username, args, given) => {
    const ended = await run(["--username", username, ...args], given)
    expect(ended).toEqual({ code: 0, stdout: `created the admin ${username}\n`, stderr: "" })
    const shop = await openShop({ database })
    const login = { login: username, by: ["username"], password, address: "192.0.2.1" } as const
    const { account } = await Effect.runPromise(shop.useCases.logIn(login)).finally(shop.close)
    expect(account).toMatchObject({ username, isAdmin: true, isActive: true })
  })

  it("rejects a name that exists", async () => {
    const create = () => run(["--username", "mia", "--password", password], {})
    expect((await create()).code).toBe(0)
    expect(await create()).toEqual({
      code: 1,
      stdout: "",
      stderr: "shopwright: An account named 'mia' already exists\n",
    })
  })

  it("reports every error in the details", async () => {
    const args = ["--username", "mia and tom", "--email", "mia", "--password", "short"]
    expect(await run(args, {})).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "shopwright: The account was rejected: username is malformed; email is malformed; " +
        "password must have at least 8 characters\n",
    })
  })

  it("rejects a password on standard input that is not UTF-8", async () => {
    const ended = await run(["--username", "tom"], { input: Buffer.from("caf\xe9 au lait\n", "latin1") })
    expect(ended).toEqual({
      code: 1,
      stdout: "",
      stderr: "shopwright: The password on standard input is not UTF-8 text\n",
    })
  })

  it("requires a password", async () => {
    const ended = await run(["--username", "tom"], { input: "" })
    expect(ended).toEqual({
      code: 1,
      stdout: "",
      stderr: "shopwright: The password is missing: use --password, SHOPWRIGHT_PASSWORD or a line on standard input\n",
    })
  })
})

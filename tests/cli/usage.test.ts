import { readdirSync } from "node:fs"
import { afterEach, describe, expect, it, vi } from "vitest"
import { parseAdmin } from "../../adapters/cli/admin.ts"
import { runCommand } from "../../adapters/cli/commands.ts"
import { UsageError } from "../../adapters/cli/failure.ts"
import { shopwright, temporaryFolder } from "./shopwright.ts"

afterEach(() => {
  vi.unstubAllEnvs()
})

const run = (args: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}) =>
  shopwright(args, { cwd: temporaryFolder(), env })

describe("help", () => {
  it("lists every command", async () => {
    const { code, stdout, stderr } = await run(["--help"])
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
    for (const command of [
      "serve",
      "migrate",
      "create-admin",
      "set-password",
      "import",
      "export",
      "backup",
      "restore",
      "products",
      "orders",
      "accounts",
      "stock",
      "doctor",
      "laws",
      "config",
      "completion",
    ])
      expect(stdout).toContain(`\n  ${command} `)
  })

  it.each([
    ["serve", ["--dialect", "--host", "--port", "--database", "SHOPWRIGHT_ADMIN", "SHOPWRIGHT_CATALOG"]],
    ["serve", ["SHOPWRIGHT_SECRET", "SHOPWRIGHT_KEYS", "acceptUntil", "SHOPWRIGHT_MEDIA", "SHOPWRIGHT_TRUST_PROXY"]],
    ["migrate", ["--database", "--print", "--all"]],
    ["set-password", ["--login", "--by", "--password", "--database", "SHOPWRIGHT_PASSWORD"]],
    ["create-admin", ["--username", "--email", "--phone", "--password", "--database", "SHOPWRIGHT_PASSWORD"]],
    ["import", ["FILE|demo|-", "--database", "--media"]],
    ["export", ["--media", "--database"]],
    ["backup", ["FILE|FOLDER", "--database", "serve --backup FOLDER"]],
    ["restore", [" FILE ", "--database", "SHOPWRIGHT_MEDIA"]],
    ["doctor", ["--repair", "--database"]],
  ])("of %s lists its options", async (command, options) => {
    const { code, stdout, stderr } = await run([command, "--help"])
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
    for (const option of options) expect(stdout).toContain(option)
  })
})

describe("an invalid call ends with code 2 and a reason", () => {
  const secret = "correct horse"
  it.each<[string, ReadonlyArray<string>, Readonly<Record<string, string>>, string]>([
    [
      "an unknown command",
      ["sell"],
      {},
      "Unknown command 'sell'; the commands are serve, migrate, create-admin, set-password, import, export, backup, restore, products, orders, accounts, api-keys, stock, doctor, laws, config, completion",
    ],
    [
      "a mistyped command",
      ["improt"],
      {},
      "Unknown command 'improt'; the commands are serve, migrate, create-admin, set-password, import, export, backup, restore, products, orders, accounts, api-keys, stock, doctor, laws, config, completion; did you mean import?",
    ],
    ["an option unlike any other", ["serve", "--quiet"], {}, "Unknown option '--quiet'"],
    ["an unknown shell", ["completion", "tcsh"], {}, "Name one shell: bash, zsh, fish"],
    ["an unknown option", ["serve", "--prot", "80"], {}, "Unknown option '--prot'; did you mean --port?"],
    ["an option without its value", ["serve", "--port"], {}, "Option '--port <value>' argument missing"],
    ["an argument too many", ["migrate", "now"], {}, "Unexpected argument 'now'"],
    ["two catalogues", ["import", "demo", "other.json"], {}, "Unexpected argument 'other.json'"],
    ["no catalogue", ["import"], {}, "The source is missing: name a file, demo, or - for standard input"],
    ["no user name", ["create-admin"], {}, "--username is missing"],
    ["a port that is none", ["serve", "--port", "http"], {}, "--port must be a number from 0 to 65535, not 'http'"],
    ["a port too high", ["serve"], { PORT: "65536" }, "PORT must be a number from 0 to 65535, not '65536'"],
    [
      "another database",
      ["serve", "--database", "mysql://x/y"],
      {},
      "--database looks like a URL but does not begin with postgres://; use memory, a folder (./NAME if it contains a colon) or postgres://user:password@host:5432/name",
    ],
    [
      "an empty database",
      ["serve", "--database", ""],
      {},
      "--database is empty; use memory, a folder or a postgres:// URL",
    ],
    [
      "work that would be lost",
      ["import", "demo", "--database", "memory"],
      {},
      "--database memory would be lost when the command ends; use a folder or a postgres:// URL",
    ],
    [
      "a time limit for unpaid orders that is none",
      ["serve"],
      { SHOPWRIGHT_UNPAID_ORDER_TTL: "1h" },
      "SHOPWRIGHT_UNPAID_ORDER_TTL must be a whole number of seconds from 1, not '1h'",
    ],
    ...["0", "1000001", "-1", "1.5", "many"].map(
      (text): [string, ReadonlyArray<string>, Readonly<Record<string, string>>, string] => [
        `a limit of unpaid orders that is out of range: ${text}`,
        ["serve"],
        { SHOPWRIGHT_MAX_UNPAID_ORDERS: text },
        `SHOPWRIGHT_MAX_UNPAID_ORDERS must be a whole number from 1 to 1000000, not '${text}'`,
      ],
    ),
    ...["8388607", "4294967297", "128MB"].map(
      (text): [string, ReadonlyArray<string>, Readonly<Record<string, string>>, string] => [
        `a body budget that is out of range: ${text}`,
        ["serve"],
        { SHOPWRIGHT_BODY_BUDGET: text },
        `SHOPWRIGHT_BODY_BUDGET must be a whole number of bytes from 8388608 to 4294967296, not '${text}'`,
      ],
    ),
    [
      "an idle time in another unit",
      ["serve"],
      { SHOPWRIGHT_SESSION_IDLE_TTL: "90d" },
      "SHOPWRIGHT_SESSION_IDLE_TTL must be a whole number of seconds from 60 to 315360000, not '90d'",
    ],
    [
      "no sessions at all",
      ["serve"],
      { SHOPWRIGHT_MAX_SESSIONS: "0" },
      "SHOPWRIGHT_MAX_SESSIONS must be a whole number from 1 to 1000000, not '0'",
    ],
    ...["2027-02-30", "tomorrow", "2027", "01.02.2027"].map(
      (text): [string, ReadonlyArray<string>, Readonly<Record<string, string>>, string] => [
        `an end date that is not a date: ${text}`,
        ["serve"],
        { SHOPWRIGHT_FOREIGN_TOKENS_UNTIL: text },
        `SHOPWRIGHT_FOREIGN_TOKENS_UNTIL must be a date such as 2027-01-31 or 2027-01-31T12:00:00Z, not '${text}'`,
      ],
    ),
    [
      "a shutdown delay in another unit",
      ["serve"],
      { SHOPWRIGHT_SHUTDOWN_DELAY: "5s" },
      "SHOPWRIGHT_SHUTDOWN_DELAY must be a whole number of seconds from 0 to 3600, not '5s'",
    ],
    [
      "a log level that is none",
      ["serve"],
      { SHOPWRIGHT_LOG: "loud" },
      "SHOPWRIGHT_LOG must be one of trace, debug, info, warn, error, fatal, silent, not 'loud'",
    ],
    [
      "a page in the place of an origin",
      ["serve"],
      { SHOPWRIGHT_TRUSTED_ORIGINS: "http://localhost:5173, http://localhost:5173/cart" },
      "SHOPWRIGHT_TRUSTED_ORIGINS must be * or origins separated by commas, such as http://localhost:5173, " +
        "not 'http://localhost:5173/cart'",
    ],
    [
      "an admin that is none",
      ["serve"],
      { SHOPWRIGHT_ADMIN: "admin" },
      "SHOPWRIGHT_ADMIN is malformed: it must be user:password, user:password:email or user:password:email:phone, " +
        "and no part may contain a colon",
    ],
    ...["true", "everybody", "10.0.0.0/33", "10.0.0.0/8,", "999"].map(
      (text): [string, ReadonlyArray<string>, Readonly<Record<string, string>>, string] => [
        `a proxy that is none: ${text}`,
        ["serve"],
        { SHOPWRIGHT_TRUST_PROXY: text },
        "SHOPWRIGHT_TRUST_PROXY must be a number of proxies, or addresses and networks separated by commas " +
          `(10.0.0.0/8, loopback, linklocal, uniquelocal), not '${text}'`,
      ],
    ),
  ])("%s", async (_, args, env, message) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
    await expect(runCommand(args)).rejects.toThrow(new UsageError(message))
  })

  it("writes to standard error and touches nothing", async () => {
    const cwd = temporaryFolder()
    const ended = await shopwright(["serve", "--prot", "80"], { cwd })
    expect(ended).toEqual({
      code: 2,
      stdout: "",
      stderr: "shopwright: Unknown option '--prot'; did you mean --port?\n",
    })
    expect(readdirSync(cwd)).toEqual([])
  })

  it("prints the help when there is no command", async () => {
    const { code, stdout, stderr } = await run([])
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toContain("create-admin")
  })

  it("does not repeat the password of a malformed URL", async () => {
    const ended = runCommand(["migrate", "--database", `postgres://user:${secret}@host:port/name`])
    const error: unknown = await ended.catch((error: unknown) => error)
    expect(String(error)).toContain("URL is malformed")
    expect(String(error)).not.toContain(secret)
  })

  it("names the existing dialects when a dialect is unknown", async () => {
    const ended = runCommand(["serve", "--dialect", "etsy", "--database", "memory"])
    await expect(ended).rejects.toThrow(/^--dialect must be one of .*ecommerce-backend.*, not 'etsy'$/)
  })
})

describe("the admin of SHOPWRIGHT_ADMIN", () => {
  it.each([
    ["shop:correct horse", { username: "shop", password: "correct horse" }],
    ["shop:correct horse:shop@example.com", { username: "shop", password: "correct horse", email: "shop@example.com" }],
    [
      "shop:correct horse:shop@example.com:+919876543210",
      { username: "shop", password: "correct horse", email: "shop@example.com", phone: "+919876543210" },
    ],
    ["shop:correct horse::+919876543210", { username: "shop", password: "correct horse", phone: "+919876543210" }],
  ])("%s", (text, admin) => {
    expect(parseAdmin(text)).toEqual(admin)
  })

  it.each(["", "shop", "shop:", ":correct horse", "shop:correct horse:", "shop:correct horse::", "shop:a:b:c:d"])(
    "may not be '%s'",
    (text) => {
      expect(() => parseAdmin(text)).toThrow("is malformed")
    },
  )
})

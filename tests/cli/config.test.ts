import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { readConfigFile } from "../../adapters/cli/settings/config-file.ts"
import type { SettingName } from "../../adapters/cli/settings/settings.ts"
import { unknownVariables } from "../../adapters/cli/settings/unknown-variables.ts"
import type { ShopConfig } from "../../composition/config.ts"
import { shopwright, startServer, temporaryFolder } from "./shopwright.ts"

type Files = Readonly<Record<string, unknown>>

/** A folder with files: texts as they are, other values as JSON. */
const folderWith = (files: Files): string => {
  const folder = temporaryFolder()
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true })
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content))
  }
  return folder
}

const shown = async (cwd: string, args: ReadonlyArray<string>, env: Readonly<Record<string, string>>) => {
  const { code, stdout, stderr } = await shopwright(["config", "--json", ...args], { cwd, env })
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
  return JSON.parse(stdout) as Record<string, { readonly value: unknown; readonly source: string }>
}

describe("shopwright config", () => {
  it("shows that a flag wins over its variable, a variable over the file, and the file over the default", async () => {
    const cwd = folderWith({ "shopwright.config.json": { port: 1, host: "file", hstsSeconds: 3 } })
    const settings = await shown(cwd, ["--port", "3"], { PORT: "2", HOST: "variable" })
    expect(settings.port).toEqual({ value: 3, source: "--port" })
    expect(settings.host).toEqual({ value: "variable", source: "HOST" })
    expect(settings.hstsSeconds).toEqual({ value: 3, source: "shopwright.config.json" })
    expect(settings.logLevel).toEqual({ value: "info", source: "default" })
    expect(settings.publicUrl).toEqual({ value: null, source: "default" })
  })

  it("prints no secret in either form", async () => {
    const key = { algorithm: "HS256", secret: "SECRET-key-0123456789-0123456789-0123456789" }
    const cwd = folderWith({
      "shopwright.config.json": {
        database: { url: "postgres://shop:SECRET-pw@db/shop", schema: "mine" },
        admin: { username: "root", password: "SECRET-admin" },
        tokens: { keys: [key] },
      },
    })
    const env = { SHOPWRIGHT_SECRET: "SECRET-0123456789-0123456789-0123456789" }
    for (const form of [["--json"], []]) {
      const { stdout, stderr } = await shopwright(["config", ...form], { cwd, env })
      expect(stderr).toBe("")
      expect(stdout).toContain("postgres://shop@db:5432/shop (schema mine)")
      expect(stdout).not.toContain("SECRET-")
    }
  })

  it("reads TypeScript, JavaScript and JSON", async () => {
    const typed = folderWith({ "shopwright.config.ts": "const port: number = 4\nexport default { port }\n" })
    expect((await shown(typed, [], {})).port).toEqual({ value: 4, source: "shopwright.config.ts" })
    const script = folderWith({ "shopwright.config.js": "export default { port: 5 }\n" })
    expect((await shown(script, [], {})).port).toEqual({ value: 5, source: "shopwright.config.js" })
    const named = folderWith({ "etc/shop.json": { port: 6 }, "shopwright.config.json": { port: 7 } })
    expect((await shown(named, ["--config", "etc/shop.json"], {})).port?.value).toBe(6)
    expect((await shown(named, [], { SHOPWRIGHT_CONFIG: "etc/shop.json" })).port?.source).toBe("etc/shop.json")
  })
})

describe("a configuration file", () => {
  const refused = async (files: Files, ...args: ReadonlyArray<string>) => {
    const { code, stdout, stderr } = await shopwright(["migrate", ...args], { cwd: folderWith(files) })
    expect(stdout).toBe("")
    return { code, stderr }
  }

  it("with faults is refused with every fault and its place, by every command", async () => {
    const content = {
      prot: 1,
      port: "80",
      logLevel: "loud",
      secret: "SECRET",
      trustedOrigins: ["https://a.example", "https://a.example/cart"],
      sessionPolicy: { idleSecond: 5, maxPerAccount: 0 },
      signInPolicy: { perAccount: -1 },
      registration: { required: ["name"], password: { minLength: 8 } },
      settings: { webstor: {}, webstore: { lifetimes: { access: 300 }, cookies: { domain: "localhost" } } },
      foreignTokens: "2027-01-31",
    }
    expect(await refused({ "shopwright.config.json": content })).toEqual({
      code: 2,
      stderr: `shopwright: shopwright.config.json is invalid
  prot: is not a setting; did you mean port?
  port: must be a number from 0 to 65535, not "80"
  logLevel: must be one of trace, debug, info, warn, error, fatal, silent, not 'loud'
  secret: is too short: it needs at least 32 bytes
  trustedOrigins[1]: must be * or origins separated by commas, such as http://localhost:5173, not 'https://a.example/cart'
  sessionPolicy.idleSecond: is not a setting; did you mean idleSeconds?
  sessionPolicy.maxPerAccount: must be a whole number from 1 to 1000000, not 0
  signInPolicy.perAccount: must be a whole number from 0, not -1
  registration.required[0]: must be one of username, email, phone, firstName, lastName, year, branch, rollNumber, contactPhone, bio, address, postalCode, birthdate, not 'name'
  registration.password.maxLength: is missing
  settings.webstor: is not a setting; did you mean webstore?
  settings.webstore.lifetimes.refresh: is missing
  settings.webstore.cookies.domain: must be a domain with at least two parts, such as shop.test, not 'localhost'
  foreignTokens: must be an object, not "2027-01-31"
`,
    })
  })

  it.each<[string, Files, ReadonlyArray<string>, number, string]>([
    [
      "two files",
      { "shopwright.config.ts": "", "shopwright.config.json": "{}" },
      [],
      2,
      "shopwright.config.ts and shopwright.config.json exist; keep one of them, or choose one with --config",
    ],
    ["a missing file", {}, ["--config", "a.json"], 1, "The configuration file a.json does not exist"],
    ["another format", { "a.yaml": "" }, ["--config", "a.yaml"], 2, "a.yaml must end in .ts, .js or .json"],
    ["no object", { "a.json": "[]" }, ["--config", "a.json"], 2, "a.json must contain an object"],
    [
      "no default export",
      { "a.js": "export const port = 1" },
      ["--config", "a.js"],
      2,
      "a.js must export by default an object",
    ],
    [
      "broken JSON",
      { "a.json": "{" },
      ["--config", "a.json"],
      1,
      "a.json is not valid JSON: it ends too early at line 1, column 2",
    ],
  ])("that is %s is refused", async (_, files, args, code, message) => {
    expect(await refused(files, ...args)).toEqual({ code, stderr: `shopwright: ${message}\n` })
  })

  it("that throws is refused with the reason", async () => {
    const { code, stderr } = await refused({ "shopwright.config.js": 'throw new Error("no such machine")' })
    expect(code).toBe(1)
    expect(stderr).toMatch(/^shopwright: shopwright\.config\.js cannot be loaded: Error: no such machine\n/)
  })

  it("serves a shop, with paths that begin at its folder and functions of its own", async () => {
    const soap = { name: "Soap", description: "Olive oil", price: 3, category: "Care" }
    const cwd = folderWith({
      "shops/one.ts": `export default {
        database: "memory",
        port: 0,
        catalog: "catalogue.json",
        admin: "root:a-long-password",
        trustedOrigins: ["https://pages.example"],
        settings: { "ecommerce-backend": { registration: { password: {
          minLength: 4, maxLength: 9, check: (text: string) => (text === "olive-oil" ? "Choose something else." : null),
        } } } },
      }`,
      "shops/catalogue.json": { categories: [{ name: "Care" }], products: [soap] },
    })
    const { url } = await startServer(["--config", "shops/one.ts"], { cwd })
    const listed = await fetch(`${url}/api/products/`, { headers: { origin: "https://pages.example" } })
    expect(listed.headers.get("access-control-allow-origin")).toBe("https://pages.example")
    expect(await listed.json()).toMatchObject([{ name: "Soap" }])
    const body = JSON.stringify({ username: "mia", email: "mia@example.com", password: "olive-oil" })
    const headers = { "Content-Type": "application/json" }
    const registered = await fetch(`${url}/api/users/register/`, { method: "POST", headers, body })
    expect([registered.status, await registered.json()]).toEqual([400, { password: ["Choose something else."] }])
  })

  it("names the database of every command", async () => {
    const cwd = folderWith({ "shopwright.config.json": { database: "./mine" } })
    const { stderr } = await shopwright(["doctor"], { cwd })
    expect(stderr).toContain(`There is no shop in ${join(cwd, "mine")}.`)
  })

  it("may hold the values that variables express as text", async () => {
    const until = new Date("2027-01-31T00:00:00Z")
    const cwd = folderWith({
      "a.json": { database: "postgres://h/n", foreignTokens: { acceptUntil: "2027-01-31" }, trustProxy: 1, media: "m" },
    })
    const file = await readConfigFile(join(cwd, "a.json"))
    expect(Object.fromEntries(file?.values ?? [])).toEqual({
      database: { url: "postgres://h/n" },
      "foreignTokens.acceptUntil": until,
      trustProxy: 1,
      media: join(cwd, "m"),
    })
  })
})

it("a variable with an unknown name causes a warning that suggests a known one", async () => {
  const env = { SHOPWRIGHT_CATALOUGE: "demo", SHOPWRIGHT_LOG: "info", SHOPWRIGHT_EMPTY: "", SHOPWRIGHT_ZZZZZZZZZ: "1" }
  // Some variables have no prefix.
  expect(unknownVariables({ SHOPWRIGHT_PROT: "1", SHOPWRIGHT_DATABASE_URL: "x" })).toEqual([
    "The variable SHOPWRIGHT_PROT is unknown and has no effect; did you mean PORT?",
    "The variable SHOPWRIGHT_DATABASE_URL is unknown and has no effect; did you mean DATABASE_URL?",
  ])
  expect(unknownVariables(env)).toEqual([
    "The variable SHOPWRIGHT_CATALOUGE is unknown and has no effect; did you mean SHOPWRIGHT_CATALOG?",
    "The variable SHOPWRIGHT_ZZZZZZZZZ is unknown and has no effect",
  ])
  const { code, stderr } = await shopwright(["config"], { cwd: temporaryFolder(), env })
  expect(code).toBe(0)
  expect(stderr.split("\n")[0]).toBe(`shopwright: warning: ${unknownVariables(env)[0]}`)
})

it("the table of settings has every option of openShop and serve", () => {
  type Outer<Name extends string> = Name extends `${infer First}.${string}` ? First : Name
  type Missing = Exclude<keyof ShopConfig, Outer<SettingName>>
  const nothingIsMissing: [Missing] extends [never] ? true : Missing = true
  expect(nothingIsMissing).toBe(true)
})

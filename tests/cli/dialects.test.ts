import { generateKeyPairSync } from "node:crypto"
import { existsSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { migrate } from "../../composition/open-shop.ts"
import { plain } from "../media/support.ts"
import { createEmptyFolder } from "../support/empty-folder.ts"
import { client } from "../support/http.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"
import { shopwright, startServer, temporaryFolder } from "./shopwright.ts"

const password = "correct horse"
const secret = "0123456789abcdef0123456789abcdef"
// Most of these tests start several processes in sequence.
const patience = { timeout: 180_000 }
const inMemory = ["--database", "memory", "--port", "0"]

let database: Database
beforeAll(async () => {
  database = await freshDatabase()
  await migrate(database)
})
afterAll(() => database.drop())

/** Every way to sign in, with a user name, an e-mail address and a phone number. */
const signIns = (username: string, email: string, phone: string): ReadonlyArray<readonly [string, object]> => [
  ["/ecommerce-backend/api/users/login/", { username, password }],
  ["/myecommerce/api/token/", { username, password }],
  ["/myecommerce/api/users/login/", { login: phone, password }],
  ["/phone-login/api/login/", { username: phone, password }],
  ["/nitrmart/users/token/", { email, password }],
]

describe("an admin", patience, () => {
  it("created by create-admin signs in at every dialect", async () => {
    const args = ["--username", "boss", "--email", "Boss@example.com", "--phone", "+91 98765 43210"]
    const options = { cwd: temporaryFolder(), env: { DATABASE_URL: database.url, SHOPWRIGHT_SECRET: secret } }
    const made = await shopwright(["create-admin", ...args, "--password", password], options)
    expect(made).toEqual({ code: 0, stdout: "created the admin boss\n", stderr: "" })
    const ask = client((await startServer(["--port", "0"], options)).url)
    for (const [path, body] of signIns("boss", "boss@example.com", "+919876543210"))
      expect([path, (await ask("POST", path, { body })).status]).toEqual([path, 200])
    const [, body] = signIns("boss", "boss@example.com", "")[4]!
    const { access } = (await ask("POST", "/nitrmart/users/token/", { body })).json() as { readonly access: string }
    const unknown = await ask("GET", "/nitrmart/users/999999/", { bearer: access })
    // Another account would get 403.
    expect(unknown.status).toBe(404)
  })

  it("of SHOPWRIGHT_ADMIN signs in at every dialect", async () => {
    const env = { SHOPWRIGHT_ADMIN: `shop:${password}:shop@example.com:+919876543211` }
    const ask = client((await startServer(inMemory, { cwd: temporaryFolder(), env })).url)
    for (const [path, body] of signIns("shop", "shop@example.com", "+919876543211"))
      expect([path, (await ask("POST", path, { body })).status]).toEqual([path, 200])
  })

  it("cannot have another account's identifier or an invalid phone number", async () => {
    const create = async (...args: ReadonlyArray<string>) => {
      const options = { cwd: temporaryFolder(), env: { DATABASE_URL: database.url } }
      return (await shopwright(["create-admin", "--password", password, ...args], options)).stderr
    }
    const first = ["--email", "one@example.com", "--phone", "+919876543212"]
    expect(await create("--username", "one", ...first)).toBe("")
    expect(await create("--username", "two", "--email", "ONE@example.com")).toBe(
      "shopwright: Another account already has this e-mail address\n",
    )
    expect(await create("--username", "two", "--phone", "+919876543212")).toBe(
      "shopwright: Another account already has this phone number\n",
    )
    expect(await create("--username", "two", "--phone", "9876543213")).toBe(
      "shopwright: The account was rejected: phone is malformed\n",
    )
  })
})

describe("keys for tokens", patience, () => {
  const pem = (type: "private" | "public", pair = generateKeyPairSync("ed25519")): string =>
    type === "private"
      ? pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString()
      : pair.publicKey.export({ type: "spki", format: "pem" }).toString()

  it("come from a file with JWKs, PEM files and secrets; the first signs, the others verify", async () => {
    const cwd = temporaryFolder()
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" })
    writeFileSync(join(cwd, "older.pem"), pem("private"))
    const keys = [
      { ...rsa, kid: "2026" },
      { pem: "older.pem", kid: "2025", acceptUntil: "2999-01-01T00:00:00Z" },
      { pem: "older.pem", kid: "2024", acceptUntil: "2020-01-01T00:00:00Z" },
      { secret },
    ]
    writeFileSync(join(cwd, "keys.json"), JSON.stringify({ keys }))
    const env = { DATABASE_URL: database.url, SHOPWRIGHT_ADMIN: `keyholder:${password}` }
    const before = await startServer(["--port", "0"], { cwd, env: { ...env, SHOPWRIGHT_SECRET: secret } })
    const after = await startServer(["--port", "0"], { cwd, env: { ...env, SHOPWRIGHT_KEYS: "keys.json" } })
    const jwks = await client(after.url)("GET", "/.well-known/jwks.json")
    expect(jwks.json()).toMatchObject({
      keys: [
        { kid: "2026", alg: "RS256" },
        { kid: "2025", alg: "EdDSA" },
      ],
    })
    for (const hidden of ["2024", secret, rsa.d, rsa.p]) expect(jwks.text).not.toContain(hidden)

    const body = { username: "keyholder", password }
    const refresh = (url: string, token: string) =>
      client(url)("POST", "/myecommerce/api/token/refresh/", { body: { refresh: token } })
    const signIn = async (url: string) =>
      (await client(url)("POST", "/myecommerce/api/token/", { body })).json() as { readonly refresh: string }
    const [older, newer] = [await signIn(before.url), await signIn(after.url)]
    expect((await refresh(after.url, older.refresh)).status).toBe(200)
    expect((await refresh(after.url, newer.refresh)).status).toBe(200)
    expect((await refresh(before.url, newer.refresh)).status).toBe(401)
  })

  it("take precedence over a secret that is still set", async () => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, "key.pem"), pem("private"))
    writeFileSync(join(cwd, "keys.json"), JSON.stringify({ keys: [{ pem: "key.pem" }] }))
    const env = { DATABASE_URL: database.url, SHOPWRIGHT_SECRET: secret, SHOPWRIGHT_ADMIN: `keyholder:${password}` }
    const before = await startServer(["--port", "0"], { cwd, env })
    const after = await startServer(["--port", "0"], { cwd, env: { ...env, SHOPWRIGHT_KEYS: "keys.json" } })
    const body = { username: "keyholder", password }
    const pair = (await client(before.url)("POST", "/myecommerce/api/token/", { body })).json()
    const response = await client(after.url)("POST", "/myecommerce/api/token/refresh/", { body: pair })
    expect(response.status).toBe(200)
  })

  it.each<[string, string, RegExp]>([
    ["no JSON", `{"secret": "${secret}`, /^shopwright: keys\.json is not valid JSON\n$/],
    ["no keys", "[]", /^shopwright: keys\.json contains no keys: it must be \{"keys": \[\.\.\.\]\}\n$/],
    ["an unknown kind", `{"keys": [{"kty": "EC"}]}`, /^shopwright: keys\.json: keys\[0] is not a key: [^\n]+\n$/],
    [
      "a PEM that is not there",
      `{"keys": [{"pem": "none.pem"}]}`,
      /^shopwright: Cannot read the token keys: [^\n]*none\.pem \(ENOENT\)\n$/,
    ],
    [
      "a short secret",
      `{"keys": [{"secret": "hunter2"}]}`,
      /^shopwright: The secret for tokens [^\n]+, and has 7\.\n$/,
    ],
    ["a public key to sign with", `{"keys": [{"pem": "public.pem"}]}`, /^shopwright: The first key [^\n]+\n$/],
    ["a PEM that is none", `{"keys": [{"pem": "garbage.pem"}]}`, /^shopwright: A key for tokens cannot [^\n]+\n$/],
    [
      "a date that is none",
      `{"keys": [{"secret": "${secret}", "acceptUntil": "soon"}]}`,
      /keys\[0\] has an acceptUntil/,
    ],
  ])("that are invalid are reported in one line that quotes nothing of them: %s", async (_, text, said) => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, "keys.json"), text)
    writeFileSync(join(cwd, "public.pem"), pem("public"))
    writeFileSync(join(cwd, "garbage.pem"), "hunter2")
    const ended = await shopwright(["serve", ...inMemory], { cwd, env: { SHOPWRIGHT_KEYS: "keys.json" } })
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code: 1, stdout: "" })
    expect(ended.stderr).toMatch(said)
    for (const hidden of [secret, "hunter2", "PUBLIC KEY"]) expect(ended.stderr).not.toContain(hidden)
  })
})

describe("pictures", patience, () => {
  const upload = async (url: string, name: string) => {
    const body = new FormData()
    const details = { email: `${name}@nitrkl.ac.in`, password, first_name: "A", last_name: "B" }
    for (const [field, text] of Object.entries(details)) body.set(field, text)
    body.set("profile_picture", new File([new Uint8Array(await plain(9, 9).jpeg().toBuffer())], "a.jpg"))
    const response = await client(url)("POST", "/users/", { body })
    expect(response.status).toBe(201)
  }
  const args = ["--port", "0", "--dialect", "nitrmart"]

  it("are stored beside a server's database, or in SHOPWRIGHT_MEDIA", async () => {
    const cwd = temporaryFolder()
    const env = { DATABASE_URL: database.url, SHOPWRIGHT_SECRET: secret }
    await upload((await startServer(args, { cwd, env })).url, "one")
    expect(readdirSync(join(cwd, ".shopwright", "media"))).toHaveLength(1)
    await upload((await startServer(args, { cwd, env: { ...env, SHOPWRIGHT_MEDIA: "pictures" } })).url, "two")
    expect(readdirSync(join(cwd, "pictures"))).toHaveLength(1)
  })

  it("are stored in the folder of the embedded database; a shop in memory writes nothing", async () => {
    const cwd = temporaryFolder()
    await createEmptyFolder(join(cwd, "shop"))
    await upload((await startServer([...args, "--database", "shop"], { cwd })).url, "one")
    expect(readdirSync(join(cwd, "shop", "media"))).toHaveLength(1)
    const empty = temporaryFolder()
    await upload((await startServer([...args, "--database", "memory"], { cwd: empty })).url, "one")
    expect(existsSync(join(empty, ".shopwright"))).toBe(false)
  })
})

describe("shopwright serve", patience, () => {
  it("serves each dialect alone at the root", async () => {
    for (const [dialect, path] of [
      ["myecommerce", "/api/token/"],
      ["phone-login", "/api/login/"],
      ["nitrmart", "/users/token/"],
    ] as const) {
      const { url, stop } = await startServer([...inMemory, "--dialect", dialect], { cwd: temporaryFolder() })
      expect((await client(url)("POST", path, { body: {} })).status).toBe(400)
      expect((await client(url)("POST", `/${dialect}${path}`, { body: {} })).status).toBe(404)
      await stop("SIGTERM")
    }
  })

  it("trusts the proxies that SHOPWRIGHT_TRUST_PROXY names", async () => {
    const options = { cwd: temporaryFolder(), env: { SHOPWRIGHT_TRUST_PROXY: "loopback, 10.0.0.0/8" } }
    const ask = client((await startServer([...inMemory, "--dialect", "nitrmart"], options)).url)
    const body = new FormData()
    const details = { email: "a@nitrkl.ac.in", password, first_name: "A", last_name: "B" }
    for (const [field, text] of Object.entries(details)) body.set(field, text)
    body.set("profile_picture", new File([new Uint8Array(await plain(9, 9).jpeg().toBuffer())], "a.jpg"))
    const headers = { "x-forwarded-proto": "https", "x-forwarded-host": "shop.example" }
    const response = await ask("POST", "/users/", { body, headers })
    expect(response.json()).toMatchObject({
      profile_picture: expect.stringMatching(/^https:\/\/shop\.example\/media\//),
    })
  })
})

import { createPrivateKey, generateKeyPairSync, sign } from "node:crypto"
import { Effect } from "effect"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type HttpResponse, SECRET, type ServedShop, serveShop } from "../support/http.ts"
import { forge, hmac } from "../tokens/forge.ts"
import { CHALLENGE, claimsOf } from "./jwt.ts"
import { personWith } from "./myecommerce.ts"
import { enrol, type Member, PASSWORD, signIn } from "./nitrmart.ts"

let served: ServedShop
let anna: Member
let root: Member
let body: Readonly<Record<string, unknown>>

const HS256 = { alg: "HS256", typ: "JWT" }
const genuine = (payload: unknown) => forge(HS256, payload, hmac(SECRET))

beforeAll(async () => {
  served = await serveShop({ dialect: "nitrmart" })
  root = await enrol(served.ask, "root")
  anna = await enrol(served.ask, "anna")
  body = claimsOf(anna.access)
})
afterAll(() => served.close())

const get = (bearer: string, { path } = anna) => served.ask("GET", path, { bearer })

const notValid = {
  detail: "Given token not valid for any token type",
  code: "token_not_valid",
  messages: [{ token_class: "AccessToken", token_type: "access", message: "Token is invalid or expired" }],
}
const expectUnauthorized = (response: HttpResponse, shown: unknown): void => {
  expect([response.status, response.text]).toEqual([401, JSON.stringify(shown)])
  expect(response.headers.get("www-authenticate")).toBe(CHALLENGE)
}

test("a token made by hand is accepted when it equals a genuine one", async () => {
  // Proves that the forgeries below are rejected for the right reason.
  expect((await get(genuine(body))).status).toBe(200)
})

describe("a bad access token is rejected with simplejwt's messages", () => {
  const now = Math.floor(Date.now() / 1000)
  const without = (claim: string) => Object.fromEntries(Object.entries(body).filter(([name]) => name !== claim))
  const swapped = (part: number, text: string) => anna.access.split(".").with(part, text).join(".")
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url")

  test.each<[string, () => string]>([
    ["no token at all", () => "x"],
    ["alg none, unsigned", () => forge({ alg: "none", typ: "JWT" }, body, () => Buffer.alloc(0))],
    ["alg none, with the signature left", () => swapped(0, encoded({ alg: "none", typ: "JWT" }))],
    ["another algorithm with the same secret", () => forge({ alg: "HS512" }, body, hmac(SECRET, "sha512"))],
    ["another secret", () => forge(HS256, body, hmac(`${SECRET}!`))],
    ["an unknown key id", () => forge({ ...HS256, kid: "other" }, body, hmac(SECRET))],
    ["another account's id", () => swapped(1, encoded({ ...body, user_id: root.id }))],
    ["another account's id, signed by us, with this session", () => genuine({ ...body, user_id: root.id })],
    ["a refresh token", () => anna.refresh],
    ["no type", () => genuine(without("token_type"))],
    ["no end", () => genuine(without("exp"))],
    ["no id", () => genuine(without("jti"))],
    ["no user", () => genuine(without("user_id"))],
    ["expired", () => genuine({ ...body, exp: now - 1 })],
    ["not yet valid", () => genuine({ ...body, nbf: now + 60 })],
    ["a session that never was", () => genuine({ ...body, sid: "f".repeat(32) })],
    ["the session's number, as earlier versions wrote it", () => genuine({ ...body, sid: 1 })],
    ["another shop", () => genuine({ ...body, iss: "f".repeat(32) })],
    ["no shop", () => genuine(without("iss"))],
    ["another dialect", () => genuine({ ...body, aud: "myecommerce" })],
    ["no dialect", () => genuine(without("aud"))],
    ["no session", () => genuine(without("sid"))],
    [
      "another simplejwt server, which names neither",
      () => genuine({ ...body, iss: undefined, aud: undefined, sid: undefined }),
    ],
    ["over-long", () => genuine({ ...body, padding: "x".repeat(5000) })],
    ["a last character changed", () => anna.access.slice(0, -1) + (anna.access.endsWith("A") ? "B" : "A")],
  ])("%s", async (_, make) => expectUnauthorized(await get(make()), notValid))

  test.each(["Bearer", "Bearer a b"])("the header %j", async (authorization) => {
    const response = await served.ask("GET", anna.path, { headers: { authorization } })
    expectUnauthorized(response, {
      detail: "Authorization header must contain two space-delimited values",
      code: "bad_authorization_header",
    })
  })

  test("another scheme counts as no credentials; the scheme's name compares without case", async () => {
    const ask = (authorization: string) => served.ask("GET", anna.path, { headers: { authorization } })
    for (const scheme of ["Token", "Basic", "JWT"])
      expectUnauthorized(await ask(`${scheme} ${anna.access}`), {
        detail: "Authentication credentials were not provided.",
      })
    expect((await ask(`bearer ${anna.access}`)).status).toBe(200)
  })
})

test("a token of a deleted or inactive account is rejected", async () => {
  expectUnauthorized(await get(genuine({ ...body, user_id: 999_999 })), {
    detail: "User not found",
    code: "user_not_found",
  })
  const ben = await enrol(served.ask, "ben")
  const admin = { id: root.id, username: null, isAdmin: true } as Parameters<
    typeof served.shop.useCases.setAccountActive
  >[0]
  const account = ben.id as Parameters<typeof served.shop.useCases.setAccountActive>[1]["account"]
  await Effect.runPromise(served.shop.useCases.setAccountActive(admin, { account, isActive: false }))
  expectUnauthorized(await get(ben.access, ben), { detail: "User is inactive", code: "user_inactive" })
  const refreshed = await served.ask("POST", "/users/token/refresh/", { body: { refresh: ben.refresh } })
  expectUnauthorized(refreshed, { detail: "Token is invalid or expired", code: "token_not_valid" })
  const again = await served.ask("POST", "/users/token/", { body: { email: "ben@nitrkl.ac.in", password: PASSWORD } })
  expectUnauthorized(again, { detail: "No active account found with the given credentials" })
})

describe("key pairs", () => {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 })
  const older = generateKeyPairSync("ed25519")
  const pem = rsa.privateKey.export({ type: "pkcs8", format: "pem" }).toString()
  const olderPem = older.privateKey.export({ type: "pkcs8", format: "pem" }).toString()
  const publicPem = rsa.publicKey.export({ type: "spki", format: "pem" }).toString()
  const publicDer = rsa.publicKey.export({ type: "spki", format: "der" })

  test("sign, are published with their public halves, and are rotated without ending sessions", async () => {
    const before = await serveShop({
      dialect: "nitrmart",
      options: { secret: undefined, tokens: { keys: [{ algorithm: "EdDSA", key: olderPem, id: "2025" }] } },
    })
    const ben = await enrol(before.ask, "ben")
    const rotated = await serveShop({
      dialect: "nitrmart",
      options: {
        secret: undefined,
        tokens: {
          keys: [
            { algorithm: "RS256", key: pem, id: "2026" },
            { algorithm: "EdDSA", key: olderPem, id: "2025" },
          ],
        },
      },
      // The same store as before.
      instead: {},
    })
    const jwks = await rotated.ask("GET", "/.well-known/jwks.json")
    expect(jwks.headers.get("content-type")).toBe("application/json")
    expect(jwks.json()).toEqual({
      keys: [
        { kty: "RSA", n: expect.any(String), e: "AQAB", kid: "2026", alg: "RS256", use: "sig" },
        { kty: "OKP", crv: "Ed25519", x: expect.any(String), kid: "2025", alg: "EdDSA", use: "sig" },
      ],
    })
    const twin = await enrol(rotated.ask, "ben")
    expect(JSON.parse(Buffer.from(twin.access.split(".")[0] ?? "", "base64url").toString())).toEqual({
      alg: "RS256",
      typ: "JWT",
      kid: "2026",
    })
    // The shops have different ids, so a valid signature is not enough.
    expect((await rotated.ask("GET", twin.path, { bearer: ben.access })).status).toBe(401)
    expect((await before.ask("GET", ben.path, { bearer: twin.access })).status).toBe(401)
    // The older key is still valid in the shop that rotated its keys.
    const older = createPrivateKey(olderPem)
    const byOlder = forge({ alg: "EdDSA", typ: "JWT", kid: "2025" }, claimsOf(twin.access), (input) =>
      sign(null, Buffer.from(input), older),
    )
    expect((await rotated.ask("GET", twin.path, { bearer: byOlder })).status).toBe(200)

    // Key confusion: the public key used as a secret.
    for (const secret of [publicPem, publicPem.trim(), publicDer]) {
      const token = forge({ ...HS256, kid: "2026" }, claimsOf(twin.access), hmac(secret))
      expectUnauthorized(await rotated.ask("GET", twin.path, { bearer: token }), notValid)
    }
    await Promise.all([before.close(), rotated.close()])
  })
})

test("a shop with a secret publishes no key, and never the secret", async () => {
  const jwks = await served.ask("GET", "/.well-known/jwks.json")
  expect([jwks.status, jwks.text]).toEqual([200, `{"keys":[]}`])
})

test("a contact address of another dialect does not sign in", async () => {
  const all = await serveShop({ dialect: "all" })
  expect((await all.ask("POST", "/myecommerce/api/users/register/", { body: personWith(PASSWORD) })).status).toBe(201)
  await expect(signIn(all.ask, "user@example.com", PASSWORD, "/nitrmart")).rejects.toThrow("No active account")
  const opaque = await all.ask("POST", "/ecommerce-backend/api/users/login/", {
    body: { username: "user", password: PASSWORD },
  })
  expect(opaque.status).toBe(200)
  await all.close()
})

import { generateKeyPairSync, type KeyObject } from "node:crypto"
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from "jose"
import { describe, expect, it } from "vitest"
import { type JwtSettings, makeJwtTokenPairs } from "../../adapters/tokens/jwt.ts"
import { claims, clockAt, forge, hmac, issue, NOON, read, reason, SECRET } from "./forge.ts"

const clock = clockAt(NOON)
const open = (...keys: JwtSettings["keys"]) => makeJwtTokenPairs({ keys }, clock)
const pem = (key: KeyObject) => String(key.export({ type: key.type === "private" ? "pkcs8" : "spki", format: "pem" }))

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 })
const ed = generateKeyPairSync("ed25519")

describe("keys", () => {
  it.each([
    ["RS256 in PKCS #8", { algorithm: "RS256", key: pem(rsa.privateKey) }],
    ["RS256 in PKCS #1", { algorithm: "RS256", key: String(rsa.privateKey.export({ type: "pkcs1", format: "pem" })) }],
    ["RS256 as JWK", { algorithm: "RS256", key: rsa.privateKey.export({ format: "jwk" }) }],
    ["EdDSA in PKCS #8", { algorithm: "EdDSA", key: pem(ed.privateKey) }],
    ["EdDSA as JWK", { algorithm: "EdDSA", key: ed.privateKey.export({ format: "jwk" }) }],
  ] as const)("%s sign tokens under an id, and the published half checks them", async (_form, key) => {
    const tokens = await open(key)
    const token = await issue(tokens)
    const [published] = tokens.publicKeys().keys
    expect(decodeProtectedHeader(token)).toEqual({ alg: key.algorithm, typ: "JWT", kid: published?.kid })
    expect(published?.kid).toMatch(/^[\w-]{43}$/)
    expect((await read(tokens, token)).account).toBe(7)
    // Another program that has only the published keys.
    const set = { keys: tokens.publicKeys().keys.map((jwk) => ({ kty: "", ...jwk })) }
    const { payload } = await jwtVerify(token, createLocalJWKSet(set), { currentDate: NOON })
    expect(payload.user_id).toBe(7)
  })

  it("are published without their private parts", async () => {
    const tokens = await open(
      { algorithm: "RS256", key: pem(rsa.privateKey), id: "one" },
      { algorithm: "EdDSA", key: pem(ed.privateKey), id: "two" },
    )
    expect(tokens.publicKeys()).toEqual({
      keys: [
        { ...rsa.publicKey.export({ format: "jwk" }), kid: "one", alg: "RS256", use: "sig" },
        { ...ed.publicKey.export({ format: "jwk" }), kid: "two", alg: "EdDSA", use: "sig" },
      ],
    })
    const published = tokens.publicKeys().keys.flatMap((jwk) => Object.keys(jwk))
    expect(["d", "p", "q", "dp", "dq", "qi", "k"].filter((part) => published.includes(part))).toEqual([])
  })

  it("are never published if they are secrets", async () => {
    const tokens = await open({ algorithm: "HS256", secret: SECRET, id: "one" })
    expect(tokens.publicKeys()).toEqual({ keys: [] })
  })
})

describe("rotation", () => {
  const old = { algorithm: "RS256", key: pem(rsa.privateKey), id: "old" } as const
  const fresh = { algorithm: "EdDSA", key: pem(ed.privateKey), id: "fresh" } as const

  it("signs with the newest key and accepts tokens of older keys until they expire", async () => {
    clock.set(0)
    const token = await issue(await open(old))
    const rotated = await open(fresh, old)
    expect(decodeProtectedHeader(await issue(rotated)).kid).toBe("fresh")
    expect((await read(rotated, token)).account).toBe(7)
    clock.set(300)
    expect(await reason(rotated, token)).toBe("expired")
  })

  it("needs only the public half of an older key", async () => {
    clock.set(0)
    const rotated = await open(fresh, { ...old, key: pem(rsa.publicKey) })
    expect((await read(rotated, await issue(await open(old)))).account).toBe(7)
  })

  it("rejects tokens of a key that was removed or has expired", async () => {
    clock.set(0)
    const token = await issue(await open(old))
    expect(await reason(await open(fresh), token)).toBe("unknown-key")
    const rotated = await open(fresh, { ...old, acceptUntil: new Date(NOON.getTime() + 60_000) })
    clock.set(59)
    expect((await read(rotated, token)).account).toBe(7)
    expect(rotated.publicKeys().keys.map(({ kid }) => kid)).toEqual(["fresh", "old"])
    clock.set(60)
    expect(await reason(rotated, token)).toBe("unknown-key")
    expect(rotated.publicKeys().keys.map(({ kid }) => kid)).toEqual(["fresh"])
  })

  it("works for secrets without ids, as in simplejwt", async () => {
    clock.set(0)
    const secret = "the new secret, which has to be longer"
    const rotated = await open({ algorithm: "HS256", secret }, { algorithm: "HS256", secret: SECRET })
    expect((await read(rotated, forge({ alg: "HS256" }, claims, hmac(SECRET)))).account).toBe(7)
    expect((await read(await open({ algorithm: "HS256", secret }), await issue(rotated))).account).toBe(7)
    expect(await reason(rotated, forge({ alg: "HS256" }, claims, hmac("a third secret that was never in use")))).toBe(
      "forged",
    )
  })

  it("restricts each key to its own algorithm", async () => {
    const mixed = await open(fresh, old, { algorithm: "HS256", secret: SECRET, id: "secret" })
    for (const kid of ["fresh", "old"])
      expect(await reason(mixed, forge({ alg: "HS256", kid }, claims, hmac(SECRET)))).toBe("unknown-key")
  })
})

describe("invalid settings", () => {
  const weak = generateKeyPairSync("rsa", { modulusLength: 1024 })

  it.each([
    ["a short secret", [{ algorithm: "HS256", secret: "x".repeat(31) }], "at least 32 bytes, and has 31"],
    ["a short RSA key", [{ algorithm: "RS256", key: pem(weak.privateKey) }], "at least 2048 bits, and has 1024"],
    ["a key of another algorithm", [{ algorithm: "RS256", key: pem(ed.privateKey) }], "ed25519"],
    ["text that is no key", [{ algorithm: "EdDSA", key: "hunter2" }], "cannot be read"],
    ["a JWK that is none", [{ algorithm: "EdDSA", key: { kty: "OKP" } }], "cannot be read"],
    ["a secret as a JWK", [{ algorithm: "RS256", key: { kty: "oct", k: "c2VjcmV0" } }], "cannot be read"],
    ["a public key to sign with", [{ algorithm: "RS256", key: pem(rsa.publicKey) }], "private half"],
    [
      "two keys of one id",
      [
        { algorithm: "EdDSA", key: pem(ed.privateKey), id: "one" },
        { algorithm: "HS256", secret: SECRET, id: "one" },
      ],
      "same id",
    ],
  ] as const)("%s is refused when the shop opens", async (_what, keys, message) => {
    await expect(makeJwtTokenPairs({ keys }, clock)).rejects.toThrow(message)
  })

  it("a secret of 32 bytes is accepted, with any number of characters", async () => {
    await expect(open({ algorithm: "HS256", secret: "x".repeat(32) })).resolves.toBeDefined()
    await expect(open({ algorithm: "HS256", secret: "ü".repeat(16) })).resolves.toBeDefined()
  })

  it("a tolerance beyond a minute is rejected", async () => {
    const keys = [{ algorithm: "HS256", secret: SECRET }] as const
    for (const clockToleranceSeconds of [-1, 61, Number.NaN])
      await expect(makeJwtTokenPairs({ keys, clockToleranceSeconds }, clock)).rejects.toThrow("tolerance")
  })

  it("no message contains a key", async () => {
    const secret = "hunter2"
    const outcomes = await Promise.allSettled([
      open({ algorithm: "HS256", secret }),
      open({ algorithm: "RS256", key: `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----` }),
    ])
    for (const outcome of outcomes) {
      expect(outcome.status).toBe("rejected")
      if (outcome.status === "rejected") expect(String(outcome.reason.stack)).not.toContain(secret)
    }
  })
})

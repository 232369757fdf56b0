import { createPublicKey, generateKeyPairSync, sign } from "node:crypto"
import { Effect } from "effect"
import fc from "fast-check"
import { beforeAll, describe, expect, it } from "vitest"
import { type JwtTokenPairs, makeJwtTokenPairs } from "../../adapters/tokens/jwt.ts"
import { claims, clockAt, forge, genuine, hmac, issue, NOON, read, reason, SECONDS, SECRET } from "./forge.ts"

const clock = clockAt(NOON)
const rsaPem = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" })
const rsaKey = String(rsaPem)
const otherRsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey
const rs256 = (key: Parameters<typeof sign>[2]) => (input: string) => sign("sha256", Buffer.from(input), key)

let hs: JwtTokenPairs
let rs: JwtTokenPairs
beforeAll(async () => {
  hs = await makeJwtTokenPairs({ keys: [{ algorithm: "HS256", secret: SECRET }] }, clock)
  rs = await makeJwtTokenPairs({ keys: [{ algorithm: "RS256", key: rsaKey, id: "one" }] }, clock)
})

it("the forging helpers produce a token that is accepted when nothing is forged", async () => {
  expect((await read(hs, genuine(claims))).account).toBe(7)
  expect((await read(rs, forge({ alg: "RS256", kid: "one" }, claims, rs256(rsaKey)))).account).toBe(7)
  expect((await read(rs, forge({ alg: "RS256" }, claims, rs256(rsaKey)))).account).toBe(7)
})

describe("the signature", () => {
  it.each(["none", "None", "NONE", "nOnE", "", "HS384", "HS512", "RS256", "constructor"])(
    "of algorithm '%s' is refused, signed or not",
    async (alg) => {
      expect(await reason(hs, forge({ alg, typ: "JWT" }, claims, hmac(SECRET)))).toBe("unknown-key")
      expect(
        await reason(
          hs,
          forge({ alg, typ: "JWT" }, claims, () => Buffer.alloc(0)),
        ),
      ).toBe("malformed")
    },
  )

  it("of another algorithm with the right secret is rejected", async () => {
    expect(await reason(hs, forge({ alg: "HS512" }, claims, hmac(SECRET, "sha512")))).toBe("unknown-key")
  })

  it("with another secret or an empty one is rejected", async () => {
    for (const secret of ["another secret of more than 32 bytes", "", SECRET.slice(0, -1)])
      expect(await reason(hs, forge({ alg: "HS256" }, claims, hmac(secret)))).toBe("forged")
  })

  it("with another RSA key is rejected, with and without the right key's id", async () => {
    for (const header of [{ alg: "RS256", kid: "one" }, { alg: "RS256" }])
      expect(await reason(rs, forge(header, claims, rs256(otherRsa)))).toBe("forged")
  })

  it("with the RSA public key as HS256 secret is rejected, in every representation of the key", async () => {
    const publicKey = createPublicKey(rsaKey)
    const forms = [
      publicKey.export({ type: "spki", format: "pem" }),
      String(publicKey.export({ type: "spki", format: "pem" })).trim(),
      publicKey.export({ type: "pkcs1", format: "pem" }),
      publicKey.export({ type: "spki", format: "der" }),
      JSON.stringify(rs.publicKeys().keys[0]),
    ]
    for (const form of forms) {
      expect(await reason(rs, forge({ alg: "HS256" }, claims, hmac(form)))).toBe("unknown-key")
      expect(await reason(rs, forge({ alg: "HS256", kid: "one" }, claims, hmac(form)))).toBe("unknown-key")
      expect(await reason(rs, forge({ alg: "RS256", kid: "one" }, claims, hmac(form)))).toBe("forged")
    }
  })

  it("with a key that the token contains is rejected", async () => {
    const jwk = createPublicKey(otherRsa).export({ format: "jwk" })
    const header = { alg: "RS256", jwk, jku: "https://example.com/jwks.json", x5u: "https://example.com/key.pem" }
    expect(await reason(rs, forge(header, claims, rs256(otherRsa)))).toBe("forged")
  })
})

describe("the header", () => {
  it("with an unknown key id is rejected", async () => {
    for (const kid of ["two", "", "../../dev/null", "one' OR '1'='1", "toString"])
      expect(await reason(rs, forge({ alg: "RS256", kid }, claims, rs256(rsaKey)))).toBe("unknown-key")
    expect(await reason(hs, forge({ alg: "HS256", kid: "one" }, claims, hmac(SECRET)))).toBe("unknown-key")
  })

  it("with critical parameters is rejected", async () => {
    for (const extra of [{ crit: ["exp"], exp: 1 }, { crit: ["b64"], b64: true }, { crit: [] }, { crit: null }])
      expect(await reason(hs, forge({ alg: "HS256", ...extra }, claims, hmac(SECRET)))).toBe("malformed")
  })

  it("that is malformed is rejected", async () => {
    for (const header of [null, [], "HS256", 1, {}, { alg: 1 }, { alg: ["HS256"] }, { alg: "HS256", kid: 1 }])
      expect(await reason(hs, forge(header, claims, hmac(SECRET)))).toBe("malformed")
  })
})

describe("the claims", () => {
  it("with the other token type are rejected, both ways", async () => {
    clock.set(0)
    expect(await reason(hs, await issue(hs, "refresh"), "access")).toBe("wrong-type")
    expect(await reason(hs, await issue(hs, "access"), "refresh")).toBe("wrong-type")
    expect((await read(hs, await issue(hs, "refresh"), "refresh")).account).toBe(7)
    for (const token_type of ["sliding", "Access", null, ["access"], true])
      expect(await reason(hs, genuine({ ...claims, token_type }))).toBe("wrong-type")
  })

  it.each(["token_type", "exp", "jti", "user_id"])("without %s are rejected", async (name) => {
    expect(await reason(hs, genuine({ ...claims, [name]: undefined }))).toBe("claims")
  })

  it.each([
    { exp: String(SECONDS + 300) },
    { exp: null },
    { exp: [SECONDS + 300] },
    { exp: 1e300 },
    { iat: "noon" },
    { iat: 1e300 },
    { nbf: "noon" },
    { jti: "" },
    { jti: 1 },
    { jti: "g".repeat(32) },
    { jti: "A".repeat(31) },
    { user_id: 0 },
    { user_id: -1 },
    { user_id: 1.5 },
    { user_id: "" },
    { user_id: "7 or 1=1" },
    { user_id: "0x7" },
    { user_id: "9".repeat(30) },
    { user_id: null },
    { user_id: [7] },
    { user_id: true },
    { sid: "9" },
    { sid: 9 },
    { sid: "F".repeat(32) },
    { sid: `${"f".repeat(32)}\n` },
    { iss: 7 },
    { iss: null },
    { iss: ["shop"] },
    { aud: 7 },
    { aud: null },
    { aud: ["nitrmart", 7] },
    { sid: 0 },
    { sid: null },
  ])("with %o are refused", async (wrong) => {
    expect(await reason(hs, genuine({ ...claims, ...wrong }))).toBe("claims")
  })

  it("that have expired are rejected", async () => {
    expect(await reason(hs, genuine({ ...claims, exp: SECONDS }))).toBe("expired")
    expect(await reason(hs, genuine({ ...claims, exp: -1 }))).toBe("expired")
  })

  it("that are not yet valid are rejected", async () => {
    expect(await reason(hs, genuine({ ...claims, nbf: SECONDS + 1 }))).toBe("not-yet")
  })

  it("of a server whose clock is more than a minute ahead are rejected", async () => {
    const issued = (seconds: number) => genuine({ ...claims, iat: SECONDS + seconds, exp: SECONDS + seconds + 300 })
    expect(await Effect.runPromise(hs.read("access", issued(60)))).toMatchObject({ account: 7 })
    for (const seconds of [61, 40 * 86_400]) expect(await reason(hs, issued(seconds))).toBe("not-yet")
  })

  it("that are malformed are rejected", async () => {
    for (const payload of [null, [], "claims", 1, true]) expect(await reason(hs, genuine(payload))).toBe("malformed")
  })

  it("changed under another token's signature are rejected", async () => {
    const [header, , signature] = genuine(claims).split(".")
    const richer = Buffer.from(JSON.stringify({ ...claims, user_id: 1 })).toString("base64url")
    expect(await reason(hs, `${header}.${richer}.${signature}`)).toBe("forged")
  })
})

describe("the text", () => {
  it("of more than 4096 characters is rejected before anything is computed", async () => {
    const padded = (length: number) => genuine({ ...claims, pad: "x".repeat(length) })
    expect((await read(hs, padded(2800))).account).toBe(7)
    expect(await reason(hs, padded(3000))).toBe("too-long")
    expect(await reason(hs, "x".repeat(10_000_000))).toBe("too-long")
  })

  it("that is not a token is rejected", async () => {
    const token = genuine(claims)
    for (const text of ["", ".", "..", "a.b", "a.b.c.d", ` ${token}`, `${token}\n`, `${token}=`, `${token}.`, "ü.ü.ü"])
      expect(await reason(hs, text), text).toBe("malformed")
  })

  it("with one character changed, removed or added is rejected", async () => {
    const whole = {
      hs: await issue(hs),
      rs: await issue(rs),
    }
    const alphabet = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= "]
    const change = fc.record({
      peer: fc.constantFrom("hs" as const, "rs" as const),
      // The end is tested as often as all the rest, because decoders ignore bits there.
      at: fc.oneof(fc.nat(1000), fc.constant(-1)),
      character: fc.constantFrom("", ...alphabet),
      keep: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(change, async ({ peer, at, character, keep }) => {
        const token = whole[peer]
        const index = at < 0 ? token.length - 1 : at % token.length
        const changed = token.slice(0, index) + character + token.slice(keep ? index : index + 1)
        fc.pre(changed !== token)
        expect(await reason(peer === "hs" ? hs : rs, changed)).toMatch(/malformed|forged|unknown-key/)
      }),
      { numRuns: 2000 },
    )
  })
})

import { decodeJwt, decodeProtectedHeader } from "jose"
import { beforeAll, describe, expect, it } from "vitest"
import { type JwtTokenPairs, makeJwtTokenPairs } from "../../adapters/tokens/jwt.ts"
import { claims, clockAt, genuine, HERE, issue, JTI, NOON, read, reason, SECONDS, SECRET } from "./forge.ts"

const clock = clockAt(NOON)
let tokens: JwtTokenPairs
beforeAll(async () => {
  tokens = await makeJwtTokenPairs({ keys: [{ algorithm: "HS256", secret: SECRET }] }, clock)
})

const secondsAfterNoon = (seconds: number) => new Date(NOON.getTime() + seconds * 1000)

describe("a token", () => {
  it.each(["access", "refresh"] as const)(
    "of type %s has simplejwt's claims, the shop, the dialect and the session",
    async (type) => {
      clock.set(0.9)
      const token = await issue(tokens, type, 86_400)
      expect(decodeProtectedHeader(token)).toEqual({ alg: "HS256", typ: "JWT" })
      expect(decodeJwt(token)).toEqual({
        token_type: type,
        exp: SECONDS + 86_400,
        iat: SECONDS,
        jti: JTI,
        user_id: 7,
        iss: HERE.issuer,
        aud: HERE.audience,
        sid: HERE.session,
      })
    },
  )

  it("is read as it was issued", async () => {
    clock.set(0)
    expect(await read(tokens, await issue(tokens))).toEqual({
      issuer: HERE.issuer,
      audience: [HERE.audience],
      account: 7,
      session: HERE.session,
      id: JTI,
      issuedAt: NOON,
      expiresAt: secondsAfterNoon(300),
    })
  })

  it("has a unique id of 32 hex digits", () => {
    const ids = Array.from({ length: 1000 }, () => tokens.newId())
    expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true)
    expect(new Set(ids).size).toBe(1000)
  })
})

describe("a token of another simplejwt server", () => {
  it("has no session", async () => {
    clock.set(0)
    const none = { issuer: null, audience: [], session: null }
    expect(await read(tokens, genuine(claims))).toMatchObject({ ...none, account: 7, id: JTI })
  })

  it("may have the user id as text, as in newer versions", async () => {
    expect((await read(tokens, genuine({ ...claims, user_id: "7" }))).account).toBe(7)
  })

  it("may have no time of issue", async () => {
    const { iat: _, ...rest } = claims
    expect((await read(tokens, genuine(rest))).issuedAt).toBeNull()
  })

  it("may have additional claims", async () => {
    expect((await read(tokens, genuine({ ...claims, is_staff: true, aud: "elsewhere" }))).account).toBe(7)
  })
})

describe("time", () => {
  it("a token is valid until the second of its expiry", async () => {
    clock.set(0)
    const token = await issue(tokens)
    clock.set(299.999)
    expect((await read(tokens, token)).account).toBe(7)
    clock.set(300)
    expect(await reason(tokens, token)).toBe("expired")
  })

  it("a token is not valid before its nbf", async () => {
    const early = genuine({ ...claims, nbf: SECONDS + 60 })
    clock.set(59)
    expect(await reason(tokens, early)).toBe("not-yet")
    clock.set(60)
    expect((await read(tokens, early)).account).toBe(7)
  })

  it("a tolerance extends both bounds by exactly its seconds", async () => {
    const tolerant = await makeJwtTokenPairs(
      { keys: [{ algorithm: "HS256", secret: SECRET }], clockToleranceSeconds: 5 },
      clock,
    )
    const token = genuine({ ...claims, nbf: SECONDS + 60 })
    clock.set(54)
    expect(await reason(tolerant, token)).toBe("not-yet")
    clock.set(55)
    expect((await read(tolerant, token)).account).toBe(7)
    clock.set(304)
    expect((await read(tolerant, token)).account).toBe(7)
    clock.set(305)
    expect(await reason(tolerant, token)).toBe("expired")
  })
})

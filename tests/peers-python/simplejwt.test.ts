import { createPublicKey, generateKeyPairSync } from "node:crypto"
import { Effect } from "effect"
import { decodeJwt } from "jose"
import { describe, expect, it } from "vitest"
import { type JwtTokenPairs, makeJwtTokenPairs } from "../../adapters/tokens/jwt.ts"
import { SessionId } from "../../application/ports/sessions.ts"
import type { TokenType } from "../../application/ports/token-pairs.ts"
import { AccountId } from "../../domain/account/account.ts"
import { absence, ask, itHasPeers } from "./python.ts"

const run = Effect.runPromise
const clock = { now: () => new Date() }
const SECRET = "the SECRET_KEY of a Django project, say"
const pem = () =>
  String(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" }))
const rsaKey = pem()

const hs256 = { algorithm: "HS256", secret: SECRET } as const
const rs256 = { algorithm: "RS256", key: rsaKey } as const
const rsaSettings = (key: string) => ({
  ALGORITHM: "RS256",
  SIGNING_KEY: key,
  VERIFYING_KEY: createPublicKey(key).export({ type: "spki", format: "pem" }),
})

const issue = (tokens: JwtTokenPairs, type: TokenType, lifetimeSeconds = 300) =>
  run(
    tokens.issue(type, {
      issuer: "0123456789abcdef0123456789abcdef",
      audience: "myecommerce",
      account: AccountId(7),
      session: SessionId("fedcba9876543210fedcba9876543210"),
      id: tokens.newId(),
      lifetimeSeconds,
    }),
  )

itHasPeers()

if (absence === undefined)
  describe.each([
    ["HS256", hs256, { SIGNING_KEY: SECRET }, { SIGNING_KEY: `${SECRET}, another` }],
    ["RS256", rs256, rsaSettings(rsaKey), rsaSettings(pem())],
  ] as const)("tokens move between simplejwt and here: %s", (_algorithm, key, jwt, otherJwt) => {
    const types = ["access", "refresh"] as const

    it("simplejwt accepts our tokens, each for its type only", async () => {
      const tokens = await makeJwtTokenPairs({ keys: [key] }, clock)
      const [access, refresh] = [await issue(tokens, "access"), await issue(tokens, "refresh")]
      const asked = [
        ["access", access],
        ["refresh", refresh],
        ["access", refresh],
        ["refresh", access],
      ]
      const read = await ask({ do: "read", jwt, tokens: asked })
      expect(read).toEqual([decodeJwt(access), decodeJwt(refresh), null, null])
    })

    it("we accept simplejwt's tokens, each for its type only", async () => {
      const tokens = await makeJwtTokenPairs({ keys: [key] }, clock)
      const theirs = (await ask({ do: "issue", jwt, user: 7 })) as Record<TokenType, string>
      for (const type of types) {
        const { jti, exp } = decodeJwt(theirs[type])
        expect(await run(tokens.read(type, theirs[type]))).toMatchObject({
          account: 7,
          session: null,
          id: jti,
          expiresAt: new Date(Number(exp) * 1000),
        })
        const other = type === "access" ? "refresh" : "access"
        expect((await run(Effect.flip(tokens.read(other, theirs[type])))).reason).toBe("wrong-type")
      }
    })

    it("both have the same claims, and ours also name the shop, the dialect and the session", async () => {
      const tokens = await makeJwtTokenPairs({ keys: [key] }, clock)
      const theirs = (await ask({ do: "issue", jwt, user: 7 })) as Record<TokenType, string>
      for (const type of types) {
        const names = Object.keys(decodeJwt(await issue(tokens, type))).filter(
          (name) => !["iss", "aud", "sid"].includes(name),
        )
        expect(names.toSorted()).toEqual(Object.keys(decodeJwt(theirs[type])).toSorted())
      }
    })

    it("neither accepts a token with another key, or an expired one", async () => {
      const tokens = await makeJwtTokenPairs({ keys: [key] }, clock)
      const theirs = (await ask({ do: "issue", jwt: otherJwt, user: 7 })) as Record<TokenType, string>
      expect((await run(Effect.flip(tokens.read("access", theirs.access)))).reason).toBe("forged")
      const hourAgo = { now: () => new Date(Date.now() - 3_600_000) }
      const old = await issue(await makeJwtTokenPairs({ keys: [key] }, hourAgo), "access")
      const asked = [
        ["access", await issue(tokens, "access")],
        ["access", old],
      ]
      expect(await ask({ do: "read", jwt: otherJwt, tokens: asked })).toEqual([null, null])
      expect(await ask({ do: "read", jwt, tokens: asked })).toEqual([expect.anything(), null])
    })
  })

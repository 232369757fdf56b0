import { generateKeyPairSync } from "node:crypto"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { type JwtSettings, makeJwtTokenPairs } from "../../adapters/tokens/jwt.ts"
import { AccountId } from "../../domain/account/account.ts"
import { clockAt, HERE, issue, JTI, NOON, read, SECRET } from "./forge.ts"

const clock = clockAt(NOON)
const derived = async (purpose: string, ...keys: JwtSettings["keys"]) =>
  (await makeJwtTokenPairs({ keys }, clock)).derivedKeys(purpose).map((key) => Buffer.from(key).toString("hex"))

const secret = { algorithm: "HS256", secret: SECRET } as const
const older = { algorithm: "HS256", secret: `${SECRET} of yesterday` } as const
const { privateKey, publicKey } = generateKeyPairSync("ed25519")

describe("derived keys", () => {
  it("are equal for one key and purpose in every process, and do not reveal the key", async () => {
    const [key] = await derived("csrf", secret)
    expect(key).toMatch(/^[0-9a-f]{64}$/)
    expect(await derived("csrf", secret)).toEqual([key])
    expect(await derived("other", secret)).not.toEqual([key])
    expect(key).not.toContain(Buffer.from(SECRET).toString("hex").slice(0, 16))
  })

  it("are derived from each active key, the newest first", async () => {
    const [[first], [second]] = [await derived("csrf", secret), await derived("csrf", older)]
    expect(await derived("csrf", secret, older)).toEqual([first, second])
    expect(await derived("csrf", secret, { ...older, acceptUntil: NOON })).toEqual([first])
  })

  it("are derived from the private part of a pair in any representation, and from no public key", async () => {
    const pem = String(privateKey.export({ type: "pkcs8", format: "pem" }))
    const jwk = privateKey.export({ format: "jwk" })
    const [key] = await derived("csrf", { algorithm: "EdDSA", key: pem })
    expect(key).toMatch(/^[0-9a-f]{64}$/)
    expect(await derived("csrf", { algorithm: "EdDSA", key: jwk })).toEqual([key])
    const shown = publicKey.export({ format: "jwk" })
    expect(await derived("csrf", secret, { algorithm: "EdDSA", key: shown })).toEqual(await derived("csrf", secret))
  })
})

describe("a token that is issued again", () => {
  it("is identical, whatever the time", async () => {
    const time = clockAt(NOON)
    const tokens = await makeJwtTokenPairs({ keys: [secret] }, time)
    const issuedAt = new Date(NOON.getTime() - 5000)
    const request = { ...HERE, account: AccountId(7), id: JTI, lifetimeSeconds: 300, issuedAt }
    const once = () => Effect.runPromise(tokens.issue("refresh", request))
    const one = await once()
    time.set(60)
    expect(await once()).toBe(one)
    expect((await read(tokens, one, "refresh")).issuedAt).toEqual(issuedAt)
    expect(await issue(tokens, "refresh")).not.toBe(one)
  })
})

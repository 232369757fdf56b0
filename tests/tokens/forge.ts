import { createHmac } from "node:crypto"
import { Effect } from "effect"
import type { JwtTokenPairs } from "../../adapters/tokens/jwt.ts"
import { SessionId } from "../../application/ports/sessions.ts"
import type { InvalidToken, TokenClaims, TokenType } from "../../application/ports/token-pairs.ts"
import { AccountId } from "../../domain/account/account.ts"

export const NOON = new Date("2026-07-01T12:00:00Z")
export const SECONDS = NOON.getTime() / 1000
export const SECRET = "a secret of forty bytes, one for each ..."

/** A clock that the test sets. */
export const clockAt = (start: Date) => {
  let now = start
  return {
    now: () => now,
    /** Sets the time to this many seconds after noon. */
    set: (seconds: number) => {
      now = new Date(start.getTime() + seconds * 1000)
    },
  }
}

export const JTI = "0123456789abcdef0123456789abcdef"

/** The shop, dialect and session of the tests' tokens. */
export const HERE = {
  issuer: "00112233445566778899aabbccddeeff",
  audience: "myecommerce",
  session: SessionId("fedcba9876543210fedcba9876543210"),
}

/** The claims of simplejwt in an access token of five minutes. */
export const claims = { token_type: "access", exp: SECONDS + 300, iat: SECONDS, jti: JTI, user_id: 7 }

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url")

/** A token with the given header and claims, signed by `sign`. */
export const forge = (header: unknown, payload: unknown, sign: (input: string) => Buffer): string => {
  const input = `${encode(header)}.${encode(payload)}`
  return `${input}.${sign(input).toString("base64url")}`
}

export const hmac =
  (secret: string | Buffer, hash = "sha256") =>
  (input: string): Buffer =>
    createHmac(hash, secret).update(input).digest()

/** A genuine token with the given claims. */
export const genuine = (payload: unknown): string => forge({ alg: "HS256", typ: "JWT" }, payload, hmac(SECRET))

export const issue = (tokens: JwtTokenPairs, type: TokenType = "access", lifetimeSeconds = 300): Promise<string> =>
  Effect.runPromise(tokens.issue(type, { ...HERE, account: AccountId(7), id: JTI, lifetimeSeconds }))

export const read = (tokens: JwtTokenPairs, token: string, type: TokenType = "access"): Promise<TokenClaims> =>
  Effect.runPromise(tokens.read(type, token))

/** The reason why a token is rejected. Fails if it is accepted. */
export const reason = async (
  tokens: JwtTokenPairs,
  token: string,
  type: TokenType = "access",
): Promise<InvalidToken["reason"]> => (await Effect.runPromise(Effect.flip(tokens.read(type, token)))).reason

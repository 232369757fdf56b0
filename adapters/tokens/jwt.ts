import { type JsonWebKeyInput, randomBytes } from "node:crypto"
import { Effect, Result } from "effect"
import type { JWTPayload } from "jose"
import type { Clock } from "../../application/ports/clock.ts"
import { InvalidToken, type TokenClaims, type TokenPairs, type TokenType } from "../../application/ports/token-pairs.ts"
import { latestRecordedTime } from "../../domain/recorded-time.ts"
import { deriveKey } from "./derive-key.ts"
import { type JwtClaims, readClaims, requiredClaims } from "./jwt-claims.ts"
import { candidates, readHeader } from "./jwt-header.ts"
import { type JwtKey, type JwtKeySetting, openKey, UnusableKeys } from "./jwt-keys.ts"

/** The keys that sign and verify tokens. */
export interface JwtSettings {
  /** The first key signs. Tokens of the other keys are valid until they expire, or until the key's `acceptUntil`. */
  readonly keys: readonly [JwtKeySetting, ...ReadonlyArray<JwtKeySetting>]
  /**
   * The largest accepted difference between the clocks of servers, in seconds: 0 to 60. Defaults to 0, like simplejwt.
   */
  readonly clockToleranceSeconds?: number | undefined
}

/** A JWK Set (RFC 7517) with the public keys that verify tokens. */
export interface JwkSet {
  readonly keys: ReadonlyArray<JsonWebKeyInput["key"]>
}

/** Token pairs that are JWTs. */
export interface JwtTokenPairs extends TokenPairs {
  /** Returns the public keys in use, for `/.well-known/jwks.json`. Never contains a secret. */
  readonly publicKeys: () => JwkSet
  /** Derives keys for another purpose, one from each key in use, the first key first. See `deriveKey`. */
  readonly derivedKeys: (purpose: string) => ReadonlyArray<Uint8Array>
}

/**
 * Creates token pairs that are compatible with djangorestframework-simplejwt: servers with the same key accept each
 * other's tokens. Follows RFC 8725: each key works with one algorithm, whatever a token's header names.
 *
 * Rejects if a key is malformed or too weak, or if two keys have the same id.
 */
export const makeJwtTokenPairs = async (settings: JwtSettings, clock: Clock): Promise<JwtTokenPairs> => {
  const { keys: keySettings, clockToleranceSeconds: clockTolerance = 0 } = settings
  if (!(clockTolerance >= 0 && clockTolerance <= 60))
    throw new RangeError("The clock tolerance for tokens must be 0 to 60 seconds.")
  const keys = await Promise.all(keySettings.map(openKey))
  const ids = keys.flatMap(({ id }) => (id === undefined ? [] : [id]))
  if (new Set(ids).size < ids.length) throw new UnusableKeys("Two keys for tokens have the same id.")
  const [newest] = keys
  if (newest === undefined || newest.signing === null)
    throw new UnusableKeys("The first key for tokens must be able to sign: it needs its private half.")
  const { algorithm: alg, id: kid, signing } = newest
  const header = kid === undefined ? { alg, typ: "JWT" } : { alg, typ: "JWT", kid }

  const inUse = (now: Date): ReadonlyArray<JwtKey> =>
    keys.filter(({ acceptUntil }) => acceptUntil === undefined || now < acceptUntil)

  const read = async (type: TokenType, token: string): Promise<Result.Result<TokenClaims, InvalidToken>> => {
    const now = clock.now()
    const { decodeProtectedHeader, errors, jwtVerify } = await loadJose()
    const found = Result.flatMap(readHeader(token, decodeProtectedHeader), (header) => candidates(inUse(now), header))
    if (Result.isFailure(found)) return Result.fail(found.failure)
    for (const { algorithm, verifying } of found.success) {
      const options = { algorithms: [algorithm], requiredClaims: [...requiredClaims], clockTolerance, currentDate: now }
      try {
        const { payload } = await jwtVerify<JWTPayload>(token, verifying, options)
        return Result.flatMap(readClaims(type, payload), (claims) => requireIssued(claims, now))
      } catch (error) {
        // A token without a key id may be signed by any key of its algorithm.
        if (!(error instanceof errors.JWSSignatureVerificationFailed)) return Result.fail(tokenError(error, errors))
      }
    }
    return Result.fail(new InvalidToken({ reason: "forged" }))
  }

  return {
    newId: () => randomBytes(16).toString("hex"),
    issue: (type, { issuer, audience, account, session, id, lifetimeSeconds, issuedAt = clock.now() }) =>
      Effect.promise(async () => {
        const { SignJWT } = await loadJose()
        const iat = Math.floor(issuedAt.getTime() / 1000)
        const exp = iat + lifetimeSeconds
        const sid = session === null ? {} : { sid: session }
        const ours = { iss: issuer, aud: audience, ...sid }
        const claims: JwtClaims = { token_type: type, exp, iat, jti: id, user_id: account, ...ours }
        return new SignJWT({ ...claims }).setProtectedHeader(header).sign(signing)
      }),
    read: (type, token) =>
      Effect.flatMap(
        Effect.promise(() => read(type, token)),
        Effect.fromResult,
      ),
    derivedKeys: (purpose) =>
      keySettings.flatMap((setting) => {
        const isOver = setting.acceptUntil !== undefined && setting.acceptUntil <= clock.now()
        const derived = isOver ? null : deriveKey(setting, purpose)
        return derived === null ? [] : [derived]
      }),
    publicKeys: () => ({
      keys: inUse(clock.now()).flatMap(({ publicJwk }) => (publicJwk === null ? [] : [publicJwk])),
    }),
  }
}

/** Loads jose when the first token is signed or read, because most programs that import the library need it later. */
const loadJose = () => import("jose")

type JoseErrors = Awaited<ReturnType<typeof loadJose>>["errors"]

/** Rejects a token of a server whose clock was ahead: it would be valid for too long. */
const requireIssued = (claims: TokenClaims, now: Date): Result.Result<TokenClaims, InvalidToken> =>
  claims.issuedAt !== null && claims.issuedAt > latestRecordedTime(now)
    ? Result.fail(new InvalidToken({ reason: "not-yet" }))
    : Result.succeed(claims)

const tokenError = (error: unknown, errors: JoseErrors): InvalidToken => {
  if (error instanceof errors.JWTExpired) return new InvalidToken({ reason: "expired" })
  if (error instanceof errors.JWTClaimValidationFailed)
    return new InvalidToken({ reason: error.claim === "nbf" && error.reason === "check_failed" ? "not-yet" : "claims" })
  if (error instanceof errors.JOSEError) return new InvalidToken({ reason: "malformed" })
  throw error
}

import { Result } from "effect"
import type { decodeProtectedHeader } from "jose"
import { InvalidToken } from "../../application/ports/token-pairs.ts"
import type { JwtKey } from "./jwt-keys.ts"

/** The longest accepted token. Ours have about 300 characters, or about 600 with an RSA signature. */
const MAX_LENGTH = 4096

/** The unverified header of a token. */
export interface JwtHeader {
  readonly alg: string
  readonly kid: string | undefined
}

/** Parses the header of a token with jose's decoder. Rejects over-long and malformed tokens without any computation. */
export const readHeader = (
  token: string,
  decode: typeof decodeProtectedHeader,
): Result.Result<JwtHeader, InvalidToken> => {
  if (token.length > MAX_LENGTH) return Result.fail(new InvalidToken({ reason: "too-long" }))
  const malformed = Result.fail(new InvalidToken({ reason: "malformed" }))
  const [, signature] = /^[\w-]+\.[\w-]+\.([\w-]+)$/.exec(token) ?? []
  // Decoders ignore the last bits of a signature's final character, so that one token would have several textual forms.
  if (signature === undefined || Buffer.from(signature, "base64url").toString("base64url") !== signature)
    return malformed
  const header = Result.try(() => decode(token))
  if (Result.isFailure(header)) return malformed
  const { alg, kid, crit } = header.success
  // RFC 7515, section 4.1.11: unknown critical headers must be rejected. None is known here.
  if (typeof alg !== "string" || crit !== undefined || (kid !== undefined && typeof kid !== "string")) return malformed
  return Result.succeed({ alg, kid })
}

/**
 * Returns the keys that may have signed a token with this header: the key it names, otherwise all keys of its
 * algorithm.
 */
export const candidates = (
  keys: ReadonlyArray<JwtKey>,
  { alg, kid }: JwtHeader,
): Result.Result<ReadonlyArray<JwtKey>, InvalidToken> => {
  const fitting = keys.filter(({ algorithm, id }) => algorithm === alg && (kid === undefined || id === kid))
  return fitting.length > 0 ? Result.succeed(fitting) : Result.fail(new InvalidToken({ reason: "unknown-key" }))
}

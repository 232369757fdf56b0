import { Result } from "effect"
import { decodeProtectedHeader } from "jose"
import { InvalidToken } from "../../application/ports/token-pairs.ts"
import type { JwtKey } from "./jwt-keys.ts"

/** Ours have some 300 characters, an RSA signature among them some 600. */
const MAX_LENGTH = 4096

/** What a token's header asks for; nothing of it is to be believed yet. */
export interface JwtHeader {
  readonly alg: string
  readonly kid: string | undefined
}

/** Reads the header of a token. Nothing is computed for one that is over-long or has no JWT's form. */
export const readHeader = (token: string): Result.Result<JwtHeader, InvalidToken> => {
  if (token.length > MAX_LENGTH) return Result.fail(new InvalidToken({ reason: "too-long" }))
  const malformed = Result.fail(new InvalidToken({ reason: "malformed" }))
  const [, signature] = /^[\w-]+\.[\w-]+\.([\w-]+)$/.exec(token) ?? []
  // The last character of a signature carries bits that decoders pass over: one token would have several texts.
  if (signature === undefined || Buffer.from(signature, "base64url").toString("base64url") !== signature)
    return malformed
  const header = Result.try(() => decodeProtectedHeader(token))
  if (Result.isFailure(header)) return malformed
  const { alg, kid, crit } = header.success
  // RFC 7515, 4.1.11: what is critical and not understood must be refused, and nothing critical is understood here.
  if (typeof alg !== "string" || crit !== undefined || (kid !== undefined && typeof kid !== "string")) return malformed
  return Result.succeed({ alg, kid })
}

/** The keys that may have signed a token with this header: the one it names, else each of its algorithm. */
export const candidates = (
  keys: ReadonlyArray<JwtKey>,
  { alg, kid }: JwtHeader,
): Result.Result<ReadonlyArray<JwtKey>, InvalidToken> => {
  const fitting = keys.filter(({ algorithm, id }) => algorithm === alg && (kid === undefined || id === kid))
  return fitting.length > 0 ? Result.succeed(fitting) : Result.fail(new InvalidToken({ reason: "unknown-key" }))
}

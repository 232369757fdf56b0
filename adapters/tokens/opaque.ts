import { createHash, randomBytes } from "node:crypto"
import type { SessionTokens } from "../../application/ports/session-tokens.ts"

/** Opaque tokens: 40 hexadecimal digits (160 random bits), as in DRF's token authentication. */
export const opaqueTokens: SessionTokens = {
  issue: () => randomBytes(20).toString("hex"),
  // A plain digest is sufficient, because 160 random bits cannot be guessed.
  digest: (token) => createHash("sha256").update(token).digest("hex"),
}

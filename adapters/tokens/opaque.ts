import { createHash, randomBytes } from "node:crypto"
import type { SessionTokens } from "../../application/ports/session-tokens.ts"

/** Tokens that mean nothing by themselves: 40 hex digits, 160 random bits, as clients of token authentication know them. */
export const opaqueTokens: SessionTokens = {
  issue: () => randomBytes(20).toString("hex"),
  // A plain digest is enough: nobody finds 160 random bits by trying.
  digest: (token) => createHash("sha256").update(token).digest("hex"),
}

import { createHash } from "node:crypto"
import type { IdempotencyClaim } from "../../../domain/order/idempotency.ts"

/** Returns the digest of a claim's fingerprint, which may be long. */
export const digestOf = ({ fingerprint }: IdempotencyClaim): string =>
  createHash("sha256").update(fingerprint).digest("base64url")

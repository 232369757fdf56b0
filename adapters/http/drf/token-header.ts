import { isUtf8 } from "node:buffer"

/** What an `Authorization` header comes to: nobody signs in by it, a token, or a fault that DRF has words for. */
export type TokenHeader =
  | { readonly kind: "anonymous" }
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "fault"; readonly message: string }

const anonymous: TokenHeader = { kind: "anonymous" }

/**
 * Reads `Authorization: <keyword> <token>` as DRF's `TokenAuthentication` does: the keyword compares without case, and
 * a header of another scheme is as good as none.
 */
export const tokenHeader = (keyword: string, header: string | undefined): TokenHeader => {
  if (header === undefined) return anonymous
  const parts = header.split(/[ \t]+/).filter((part) => part !== "")
  if (parts[0]?.toLowerCase() !== keyword.toLowerCase()) return anonymous
  const token = parts[1]
  if (token === undefined) return fault("No credentials provided.")
  if (parts.length > 2) return fault("Token string should not contain spaces.")
  if (!isUtf8(Buffer.from(token, "latin1"))) return fault("Token string should not contain invalid characters.")
  return { kind: "token", token }
}

const fault = (what: string): TokenHeader => ({ kind: "fault", message: `Invalid token header. ${what}` })

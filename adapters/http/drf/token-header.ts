import { isUtf8 } from "node:buffer"

/** A parsed `Authorization` header: no credentials, a token, or a fault with DRF's message. */
export type TokenHeader =
  | { readonly kind: "anonymous" }
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "fault"; readonly message: string }

const anonymous: TokenHeader = { kind: "anonymous" }

/**
 * Parses `Authorization: <keyword> <token>` like DRF's `TokenAuthentication`. The keyword compares without case. A
 * header of another scheme is ignored.
 */
export const tokenHeader = (keyword: string, header: string | undefined): TokenHeader => {
  if (header === undefined) return anonymous
  const parts = header.split(/[ \t]+/).filter((part) => part !== "")
  if (parts[0]?.toLowerCase() !== keyword.toLowerCase()) return anonymous
  const token = parts[1]
  if (token === undefined) return fault("No credentials provided.")
  if (parts.length > 2) return fault("Token string should not contain spaces.")
  if (!plain.test(token) && !isUtf8(Buffer.from(token, "latin1")))
    return fault("Token string should not contain invalid characters.")
  return { kind: "token", token }
}

/** Text that is valid UTF-8 without a closer look. */
const plain = /^[\x21-\x7e]*$/

const fault = (what: string): TokenHeader => ({ kind: "fault", message: `Invalid token header. ${what}` })

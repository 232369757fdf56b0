import { createHmac } from "node:crypto"

const PREFIX = "whsec_"
const base64 = /^[A-Za-z0-9+/]+={0,2}$/
const [MIN_BYTES, MAX_BYTES] = [24, 64]

/** Reads a secret in the form of Standard Webhooks. Throws RangeError without repeating it. */
export const readSecret = (secret: string, place: string): Uint8Array => {
  const encoded = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : ""
  const bytes = base64.test(encoded) ? Buffer.from(encoded, "base64") : Buffer.alloc(0)
  if (bytes.length >= MIN_BYTES && bytes.length <= MAX_BYTES) return bytes
  throw new RangeError(
    `${place} must be ${PREFIX} and ${MIN_BYTES} to ${MAX_BYTES} random bytes in base64, such as the output of: ` +
      `echo ${PREFIX}$(openssl rand -base64 32)`,
  )
}

/** One message: the id is the same in every attempt. */
export interface Message {
  readonly id: string
  /** JSON. */
  readonly body: string
}

/**
 * Returns the headers of an attempt (Standard Webhooks, HMAC-SHA256). The signature covers the id, the time in seconds
 * since 1970, and the body. There is one for each secret.
 */
export const signedHeaders = (
  { id, body }: Message,
  secrets: ReadonlyArray<Uint8Array>,
  now: Date,
): { readonly [name: string]: string } => {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const sign = (key: Uint8Array) => createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": secrets.map((key) => `v1,${sign(key)}`).join(" "),
  }
}

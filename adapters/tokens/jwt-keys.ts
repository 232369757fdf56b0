import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject, webcrypto } from "node:crypto"
import { calculateJwkThumbprint } from "jose"

/** A secret that whoever checks a token must know too: what simplejwt does unless told otherwise. */
export interface SecretKeySetting {
  readonly algorithm: "HS256"
  /** At least 32 bytes in UTF-8 (RFC 7518, 3.2); the text is the key, as in Django's `SECRET_KEY`. */
  readonly secret: string
  /** Written into the tokens' header; none unless given. */
  readonly id?: string | undefined
  /** From this moment on its tokens are refused, whatever their own time. */
  readonly acceptUntil?: Date | undefined
}

/** A pair of keys of which others need only the public half. */
export interface KeyPairSetting {
  /** `EdDSA` is Ed25519. RSA takes 2048 bits or more. */
  readonly algorithm: "RS256" | "EdDSA"
  /** PEM or JWK. Private where it is to sign, else public is enough. */
  readonly key: string | JsonWebKey
  /** The key's `kid`: its thumbprint (RFC 7638) unless given. */
  readonly id?: string | undefined
  readonly acceptUntil?: Date | undefined
}

export type JwtKeySetting = SecretKeySetting | KeyPairSetting

/** A key that is ready for use, and only ever for its own algorithm. */
export interface JwtKey {
  readonly algorithm: JwtKeySetting["algorithm"]
  readonly id: string | undefined
  /** `null`: it checks tokens and signs none. */
  readonly signing: webcrypto.CryptoKey | KeyObject | null
  readonly verifying: webcrypto.CryptoKey | KeyObject
  /** The public half as a JWK; `null` where there is none. */
  readonly publicJwk: JsonWebKey | null
  readonly acceptUntil: Date | undefined
}

/** The keys that a shop was given for its tokens cannot be used; the message repeats no part of them. */
export class UnusableKeys extends Error {
  override readonly name = "UnusableKeys"
}

const MIN_SECRET_BYTES = 32
const MIN_RSA_BITS = 2048
const hmac = { name: "HMAC", hash: "SHA-256" }

/** Reads a key from settings. Rejects what is malformed or too weak, with a message that repeats no part of a key. */
export const openKey = (setting: JwtKeySetting): Promise<JwtKey> =>
  setting.algorithm === "HS256" ? openSecret(setting) : openKeyPair(setting)

const openSecret = async ({ algorithm, secret, id, acceptUntil }: SecretKeySetting): Promise<JwtKey> => {
  const bytes = Buffer.from(secret)
  if (bytes.length < MIN_SECRET_BYTES)
    throw new UnusableKeys(
      `The secret for tokens (secret, SHOPWRIGHT_SECRET) must have at least ${MIN_SECRET_BYTES} bytes, and has ${bytes.length}.`,
    )
  // Imported once: handed over as bytes, it would be imported anew for every token.
  const key = await webcrypto.subtle.importKey("raw", bytes, hmac, false, ["sign", "verify"])
  return { algorithm, id, signing: key, verifying: key, publicJwk: null, acceptUntil }
}

const openKeyPair = async ({ algorithm, key, id, acceptUntil }: KeyPairSetting): Promise<JwtKey> => {
  const { signing, verifying } = readKeyPair(key)
  const type = verifying.asymmetricKeyType
  if (type !== (algorithm === "RS256" ? "rsa" : "ed25519"))
    throw new UnusableKeys(`A key for tokens is of type ${type ?? "unknown"}, which is not ${algorithm}'s.`)
  const bits = verifying.asymmetricKeyDetails?.modulusLength
  if (type === "rsa" && (bits === undefined || bits < MIN_RSA_BITS))
    throw new UnusableKeys(
      `An RSA key for tokens must have at least ${MIN_RSA_BITS} bits, and has ${bits ?? "unknown"}.`,
    )
  const publicHalf = verifying.export({ format: "jwk" })
  const kid = id ?? (await calculateJwkThumbprint(verifying))
  const publicJwk = { ...publicHalf, kid, alg: algorithm, use: "sig" }
  return { algorithm, id: kid, signing, verifying, publicJwk, acceptUntil }
}

const readKeyPair = (
  key: string | JsonWebKey,
): { readonly signing: KeyObject | null; readonly verifying: KeyObject } => {
  try {
    const isPrivate = typeof key === "string" ? key.includes("PRIVATE KEY-----") : key.d !== undefined
    if (!isPrivate) return { signing: null, verifying: publicKey(key) }
    const signing = typeof key === "string" ? createPrivateKey(key) : createPrivateKey({ key, format: "jwk" })
    return { signing, verifying: createPublicKey(signing) }
  } catch {
    // What OpenSSL says of it may quote the key.
    throw new UnusableKeys("A key for tokens cannot be read: it must be an unencrypted PEM or a JWK.")
  }
}

const publicKey = (key: string | JsonWebKey): KeyObject =>
  typeof key === "string" ? createPublicKey(key) : createPublicKey({ key, format: "jwk" })

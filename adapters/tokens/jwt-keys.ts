import { createPrivateKey, createPublicKey, type JsonWebKeyInput, type KeyObject, webcrypto } from "node:crypto"

/** A shared secret. Every server that checks the tokens must know it. This is simplejwt's default. */
export interface SecretKeySetting {
  readonly algorithm: "HS256"
  /** At least 32 bytes in UTF-8 (RFC 7518, section 3.2). The text itself is the key, as in Django's `SECRET_KEY`. */
  readonly secret: string
  /** The `kid` in the header of the tokens. Defaults to none. */
  readonly id?: string | undefined
  /** The time from which tokens with this key are rejected, regardless of their own expiry. */
  readonly acceptUntil?: Date | undefined
}

/** A key pair. Other servers need only the public half. */
export interface KeyPairSetting {
  /** `EdDSA` means Ed25519. RSA requires at least 2048 bits. */
  readonly algorithm: "RS256" | "EdDSA"
  /** PEM or JWK. Must be private to sign tokens; public is enough to check them. */
  readonly key: string | JsonWebKeyInput["key"]
  /** The key's `kid`. Defaults to its thumbprint (RFC 7638). */
  readonly id?: string | undefined
  readonly acceptUntil?: Date | undefined
}

export type JwtKeySetting = SecretKeySetting | KeyPairSetting

/** An imported key, used with its own algorithm only. */
export interface JwtKey {
  readonly algorithm: JwtKeySetting["algorithm"]
  readonly id: string | undefined
  /** `null` when the key checks tokens but does not sign. */
  readonly signing: webcrypto.CryptoKey | KeyObject | null
  readonly verifying: webcrypto.CryptoKey | KeyObject
  /** The public half as a JWK, or `null` for a shared secret. */
  readonly publicJwk: JsonWebKeyInput["key"] | null
  readonly acceptUntil: Date | undefined
}

/** The shop's token keys cannot be used. The message contains no part of a key. */
export class UnusableKeys extends Error {
  override readonly name = "UnusableKeys"
}

const MIN_SECRET_BYTES = 32
const MIN_RSA_BITS = 2048
const hmac = { name: "HMAC", hash: "SHA-256" }

/** Imports a key. Rejects malformed and weak keys. The message contains no part of a key. */
export const openKey = (setting: JwtKeySetting): Promise<JwtKey> =>
  setting.algorithm === "HS256" ? openSecret(setting) : openKeyPair(setting)

const openSecret = async ({ algorithm, secret, id, acceptUntil }: SecretKeySetting): Promise<JwtKey> => {
  const bytes = Buffer.from(secret)
  if (bytes.length < MIN_SECRET_BYTES)
    throw new UnusableKeys(
      `The secret for tokens (secret, SHOPWRIGHT_SECRET) must have at least ${MIN_SECRET_BYTES} bytes, and has ${bytes.length}.`,
    )
  // Imported once. Otherwise the bytes would be imported again for every token.
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
  const kid = id ?? (await (await import("jose")).calculateJwkThumbprint(verifying))
  const publicJwk = { ...publicHalf, kid, alg: algorithm, use: "sig" }
  return { algorithm, id: kid, signing, verifying, publicJwk, acceptUntil }
}

const readKeyPair = (
  key: string | JsonWebKeyInput["key"],
): { readonly signing: KeyObject | null; readonly verifying: KeyObject } => {
  try {
    const isPrivate = typeof key === "string" ? key.includes("PRIVATE KEY-----") : key.d !== undefined
    if (!isPrivate) return { signing: null, verifying: publicKey(key) }
    const signing = typeof key === "string" ? createPrivateKey(key) : createPrivateKey({ key, format: "jwk" })
    return { signing, verifying: createPublicKey(signing) }
  } catch {
    // OpenSSL's error message may quote the key.
    throw new UnusableKeys("A key for tokens cannot be read: it must be an unencrypted PEM or a JWK.")
  }
}

const publicKey = (key: string | JsonWebKeyInput["key"]): KeyObject =>
  typeof key === "string" ? createPublicKey(key) : createPublicKey({ key, format: "jwk" })

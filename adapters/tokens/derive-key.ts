import { createPrivateKey, hkdfSync } from "node:crypto"
import type { JwtKeySetting } from "./jwt-keys.ts"

/**
 * Derives a 32-byte key for one purpose from a token key (HKDF, RFC 5869). The same input returns the same key, and the
 * derived key reveals nothing about the token key. Returns `null` for a public key, which is not secret.
 */
export const deriveKey = (setting: JwtKeySetting, purpose: string): Uint8Array | null => {
  const material = secretOf(setting)
  return material === null ? null : new Uint8Array(hkdfSync("sha256", material, "", `shopwright/${purpose}`, 32))
}

const secretOf = (setting: JwtKeySetting): Buffer | null => {
  if (setting.algorithm === "HS256") return Buffer.from(setting.secret)
  const { key } = setting
  if (typeof key === "string" ? !key.includes("PRIVATE KEY-----") : key.d === undefined) return null
  // A key has many textual forms and only one form of this kind.
  const half = typeof key === "string" ? createPrivateKey(key) : createPrivateKey({ key, format: "jwk" })
  return half.export({ type: "pkcs8", format: "der" })
}

import { createPrivateKey, hkdfSync } from "node:crypto"
import type { JwtKeySetting } from "./jwt-keys.ts"

/**
 * A key of 32 bytes for one purpose, always the same for the same key for tokens (HKDF, RFC 5869): what it is used for
 * tells nothing of that key. `null` for a public key, which anybody knows.
 */
export const deriveKey = (setting: JwtKeySetting, purpose: string): Uint8Array | null => {
  const material = secretOf(setting)
  return material === null ? null : new Uint8Array(hkdfSync("sha256", material, "", `shopwright/${purpose}`, 32))
}

const secretOf = (setting: JwtKeySetting): Buffer | null => {
  if (setting.algorithm === "HS256") return Buffer.from(setting.secret)
  const { key } = setting
  if (typeof key === "string" ? !key.includes("PRIVATE KEY-----") : key.d === undefined) return null
  // One key has many texts, and one form of this.
  const half = typeof key === "string" ? createPrivateKey(key) : createPrivateKey({ key, format: "jwk" })
  return half.export({ type: "pkcs8", format: "der" })
}

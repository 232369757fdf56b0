import { createPublicKey, type JsonWebKeyInput } from "node:crypto"
import { readFile } from "node:fs/promises"
import { dirname, resolve } from "node:path"
import { repeatedNames } from "../../application/json/repeated-names.ts"
import type { ShopOptions } from "../../composition/settings.ts"
import { CommandFailure } from "./failure.ts"

type Settings = NonNullable<ShopOptions["tokens"]>
type Key = Settings["keys"][number]

/** The help for the key file. */
export const keysHelp = `SHOPWRIGHT_KEYS is the path of a JSON file with the token keys: {"keys": [KEY, ...]}. The first key signs. Tokens of the
other keys are valid until they expire. To change keys, put the new key first and keep the old ones after it until their
tokens have expired. A KEY is one of
  a private JWK, RSA (signs with RS256) or OKP with Ed25519 (signs with EdDSA); after the first key, public JWKs suffice
  {"pem": "FILE"}      the same as a PEM file, with a path relative to this file
  {"secret": "TEXT"}   for HS256, at least 32 bytes
A key may have a "kid", and "acceptUntil": "2030-01-31T12:00:00Z", after which its tokens are rejected. If
SHOPWRIGHT_SECRET is also set, it is the last key. /.well-known/jwks.json contains the public keys.
`

/** Reads the token keys from a file. Error messages contain no part of a key. */
export const readKeys = async (file: string): Promise<Settings> => {
  const set = parsed(await contentOf(file), file)
  const entries = isObject(set) && Array.isArray(set.keys) ? set.keys : []
  const [first, ...rest] = await Promise.all(entries.map((entry: unknown, i) => readKey(entry, `keys[${i}]`, file)))
  if (first === undefined) throw new CommandFailure(`${file} contains no keys: it must be {"keys": [...]}`)
  return { keys: [first, ...rest] }
}

const readKey = async (entry: unknown, place: string, file: string): Promise<Key> => {
  const fault = (what: string) => new CommandFailure(`${file}: ${place} ${what}`)
  if (!isObject(entry)) throw fault("must be an object")
  const { kid, acceptUntil, pem, secret, kty } = entry
  if (kid !== undefined && typeof kid !== "string") throw fault("has a kid that is not a text")
  const until = acceptUntil === undefined ? undefined : new Date(typeof acceptUntil === "string" ? acceptUntil : "")
  if (until !== undefined && Number.isNaN(until.getTime())) throw fault("has an acceptUntil that is not a date")
  const common = { id: kid, acceptUntil: until }
  if (typeof secret === "string") return { ...common, algorithm: "HS256", secret }
  if (typeof pem === "string") {
    const text = await contentOf(resolve(dirname(file), pem))
    return { ...common, algorithm: algorithmOf(text), key: text }
  }
  if (kty === "RSA") return { ...common, algorithm: "RS256", key: entry as JsonWebKeyInput["key"] }
  if (kty === "OKP") return { ...common, algorithm: "EdDSA", key: entry as JsonWebKeyInput["key"] }
  throw fault('is not a key: it needs "kty" RSA or OKP, "pem" or "secret"')
}

const algorithmOf = (pem: string): "RS256" | "EdDSA" => {
  try {
    return createPublicKey(pem).asymmetricKeyType === "ed25519" ? "EdDSA" : "RS256"
  } catch {
    // openShop reports the fault later, without the key's text.
    return "RS256"
  }
}

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const parsed = (text: string, file: string): unknown => {
  try {
    const value: unknown = JSON.parse(text)
    const [repeated] = repeatedNames(text, 1)
    if (repeated !== undefined) throw new CommandFailure(`${file} gives ${repeated.path} twice`)
    return value
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    // The parser's message may quote a key.
    throw new CommandFailure(`${file} is not valid JSON`)
  }
}

const contentOf = async (file: string): Promise<string> => {
  try {
    return await readFile(file, "utf8")
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown"
    throw new CommandFailure(`Cannot read the token keys: ${file} (${code})`)
  }
}

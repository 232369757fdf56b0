import { randomBytes } from "node:crypto"
import { chmod, link, mkdir, readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { ShopOptions } from "../../composition/settings.ts"
import { variable } from "./command.ts"
import type { Database } from "./database.ts"
import { CommandFailure, UsageError } from "./failure.ts"
import { readKeys } from "./keys.ts"

const MIN_BYTES = 32

/** Returns the token keys: those of the file in `SHOPWRIGHT_KEYS`, otherwise the secret. */
export const readSigning = async (database: Database): Promise<Pick<ShopOptions, "secret" | "tokens">> => {
  const file = variable("SHOPWRIGHT_KEYS")
  if (file === undefined) return { secret: await readSecret(database) }
  const tokens = await readKeys(file)
  const secret = configuredSecret()
  // When a shop switches from its secret to keys, tokens signed with the secret stay valid.
  return { tokens: secret === undefined ? tokens : { keys: [...tokens.keys, { algorithm: "HS256", secret }] } }
}

/**
 * Returns the token secret: the variable `SHOPWRIGHT_SECRET`. Processes on one server database must share it, so it is
 * required there. An embedded database stores a generated secret in its folder. A shop in memory generates a new one.
 */
export const readSecret = async (database: Database): Promise<string> => {
  const configured = configuredSecret()
  if (configured !== undefined) return configured
  if (database === "memory") return newSecret()
  if ("folder" in database) return await storedSecret(database.folder)
  throw new UsageError(
    `SHOPWRIGHT_SECRET is not set: with a server database it must contain a secret of at least ${MIN_BYTES} bytes, ` +
      "the same for every process; generate one with: openssl rand -hex 32",
  )
}

const configuredSecret = (): string | undefined => {
  const configured = variable("SHOPWRIGHT_SECRET")
  if (configured !== undefined && Buffer.byteLength(configured) < MIN_BYTES)
    throw new UsageError(`SHOPWRIGHT_SECRET is too short: it needs at least ${MIN_BYTES} bytes`)
  return configured
}

const newSecret = (): string => randomBytes(MIN_BYTES).toString("base64url")

const storedSecret = async (folder: string): Promise<string> => {
  const file = join(folder, "secret")
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}`
  await writeFile(draft, newSecret(), { mode: 0o600 })
  try {
    // The file appears complete or not at all. If two processes race, the first one's file stays.
    await link(draft, file)
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error
  } finally {
    await rm(draft, { force: true })
  }
  // Only the owner may read the secret, also where an older version or a copy has left another mode.
  if (process.platform !== "win32") await chmod(file, 0o600)
  const secret = (await readFile(file, "utf8")).trim()
  if (Buffer.byteLength(secret) < MIN_BYTES)
    throw new CommandFailure(
      `${file} is damaged: it must contain at least ${MIN_BYTES} bytes; delete it to generate a new secret`,
    )
  return secret
}

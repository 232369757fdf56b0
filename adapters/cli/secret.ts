import { randomBytes } from "node:crypto"
import { chmod, link, mkdir, readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { ShopOptions } from "../../composition/settings.ts"
import { CommandFailure, UsageError } from "./failure.ts"
import { readKeys } from "./keys.ts"
import type { Database } from "./settings/database-kind.ts"
import type { Settings } from "./settings/settings.ts"

const MIN_BYTES = 32

/** Returns the token keys: those of the setting `tokens`, otherwise the secret. */
export const readSigning = async (
  settings: Settings,
  database: Database,
): Promise<Pick<ShopOptions, "secret" | "tokens">> => {
  const given = settings.value("tokens")
  const secret = settings.value("secret")
  if (given === undefined) return { secret: secret ?? (await defaultSecret(database)) }
  const tokens = typeof given === "string" ? await readKeys(given) : given
  // When a shop switches from its secret to keys, tokens signed with the secret stay valid.
  return {
    tokens: secret === undefined ? tokens : { ...tokens, keys: [...tokens.keys, { algorithm: "HS256", secret }] },
  }
}

/**
 * Returns the secret of a shop without the setting `secret`. An embedded database stores a generated secret in its
 * folder. A shop in memory generates a new one. Processes on one server database must share it, so it is required there.
 */
const defaultSecret = async (database: Database): Promise<string> => {
  if (database === "memory") return newSecret()
  if ("folder" in database) return await storedSecret(database.folder)
  throw new UsageError(
    `SHOPWRIGHT_SECRET is not set: with a server database it must contain a secret of at least ${MIN_BYTES} bytes, ` +
      "the same for every process; generate one with: openssl rand -hex 32",
  )
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

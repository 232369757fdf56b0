import { randomBytes } from "node:crypto"
import { chmod, link, mkdir, readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { ShopOptions } from "../../composition/settings.ts"
import { variable } from "./command.ts"
import type { Database } from "./database.ts"
import { CommandFailure, UsageError } from "./failure.ts"
import { readKeys } from "./keys.ts"

const MIN_BYTES = 32

/** What tokens are signed with: the keys of the file that `SHOPWRIGHT_KEYS` names, else the secret. */
export const readSigning = async (database: Database): Promise<Pick<ShopOptions, "secret" | "tokens">> => {
  const file = variable("SHOPWRIGHT_KEYS")
  if (file === undefined) return { secret: await readSecret(database) }
  const tokens = await readKeys(file)
  const secret = givenSecret()
  // A shop that goes over from its secret to keys still takes the tokens that are out.
  return { tokens: secret === undefined ? tokens : { keys: [...tokens.keys, { algorithm: "HS256", secret }] } }
}

/**
 * The secret that tokens are signed with: the variable `SHOPWRIGHT_SECRET`. Processes on one server must share it, so
 * there it has to be given; an embedded database keeps one of its own in its folder, and memory needs none that lasts.
 */
export const readSecret = async (database: Database): Promise<string> => {
  const given = givenSecret()
  if (given !== undefined) return given
  if (database === "memory") return newSecret()
  if ("folder" in database) return await keptSecret(database.folder)
  throw new UsageError(
    `SHOPWRIGHT_SECRET is not set: with a server database it must hold a secret of at least ${MIN_BYTES} bytes, ` +
      "the same for every process; one can be made with: openssl rand -hex 32",
  )
}

const givenSecret = (): string | undefined => {
  const given = variable("SHOPWRIGHT_SECRET")
  if (given !== undefined && Buffer.byteLength(given) < MIN_BYTES)
    throw new UsageError(`SHOPWRIGHT_SECRET is too short: it needs at least ${MIN_BYTES} bytes`)
  return given
}

const newSecret = (): string => randomBytes(MIN_BYTES).toString("base64url")

const keptSecret = async (folder: string): Promise<string> => {
  const file = join(folder, "secret")
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}`
  await writeFile(draft, newSecret(), { mode: 0o600 })
  try {
    // The file appears with all its content or not at all; of two processes the first one's stays.
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
    throw new CommandFailure(`${file} is damaged: it must hold at least ${MIN_BYTES} bytes; remove it for a new secret`)
  return secret
}

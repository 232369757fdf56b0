import { createReadStream, createWriteStream, existsSync } from "node:fs"
import { mkdir, readdir, rename, rm, rmdir } from "node:fs/promises"
import { basename, join } from "node:path"
import { text } from "node:stream/consumers"
import { pipeline } from "node:stream/promises"
import { createGunzip } from "node:zlib"
import { lockFolder } from "../folder/folder-lock.ts"
import { ifMissing, RestoreFailed, reasonOf } from "./errors.ts"
import { type BackupHeader, HEADER, isExpected, LAYOUT } from "./layout.ts"
import { InvalidArchive, readTar, type TarEntry } from "./tar.ts"

/** Which backup to restore, and where. */
export interface RestoreRequest {
  readonly file: string
  /** A folder that is missing or empty. */
  readonly folder: string
  /** Where the pictures belong. Defaults to `media` in the folder. */
  readonly media?: string | undefined
}

/** A backup that was restored. */
export interface RestoredBackup {
  readonly takenAt: Date
  readonly pictures: number
}

/** What is extracted is kept here until it is complete, so that no process opens a part of a shop. */
const DRAFT = ".restoring"

/** Restores a backup into an empty folder, completely or not at all. Rejects with {@link RestoreFailed}. */
export const restoreBackup = async (request: RestoreRequest): Promise<RestoredBackup> => {
  const { file, folder } = request
  try {
    // A file that is no backup must not leave a folder behind.
    for await (const entry of entriesOf(file)) {
      await readHeader(entry, file)
      break
    }
    const isNew = !existsSync(folder)
    await requireEmpty(folder)
    const lock = await lockFolder(folder)
    try {
      return await extract(request)
    } catch (error) {
      await rm(join(folder, DRAFT), { recursive: true, force: true })
      throw error
    } finally {
      await lock.release()
      // Fails for a folder that has content, which is a restored one.
      if (isNew) await rmdir(folder).catch(() => undefined)
    }
  } catch (error) {
    throw explained(error, file)
  }
}

async function* entriesOf(file: string): AsyncGenerator<TarEntry> {
  const bytes = createGunzip()
  // A failure ends the reading below with its error.
  const piped = pipeline(createReadStream(file), bytes).catch(() => undefined)
  try {
    yield* readTar(bytes)
  } finally {
    bytes.destroy()
    await piped
  }
}

const readHeader = async ({ name, content }: TarEntry, file: string): Promise<Date> => {
  if (name !== HEADER) throw new RestoreFailed(`${file} is no backup of shopwright`)
  const { shopwright, takenAt } = JSON.parse(await text(content)) as BackupHeader
  if (shopwright.backup !== LAYOUT)
    throw new RestoreFailed(`${file} is of version ${shopwright.backup} of the format; this version reads ${LAYOUT}`)
  return new Date(takenAt)
}

const requireEmpty = async (folder: string): Promise<void> => {
  const names = await readdir(folder).catch(ifMissing([]))
  if (names.some((name) => name !== DRAFT))
    throw new RestoreFailed(`${folder} is not empty; a backup is only restored into an empty folder`)
}

const extract = async ({ file, folder, media }: RestoreRequest): Promise<RestoredBackup> => {
  const draft = join(folder, DRAFT)
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  if (media !== undefined) await mkdir(media, { recursive: true, mode: 0o755 })
  let takenAt: Date | undefined
  let pictures = 0
  for await (const entry of entriesOf(file)) {
    if (takenAt === undefined) {
      takenAt = await readHeader(entry, file)
      continue
    }
    if (!isExpected(entry.name))
      throw new RestoreFailed(`${file} contains ${JSON.stringify(entry.name)}, which no backup does`)
    if (entry.name.endsWith("/")) {
      await mkdir(join(draft, entry.name), { recursive: true, mode: modeOf(entry.name, 0o700, 0o755) })
      await drained(entry)
    } else if (media !== undefined && entry.name.startsWith("media/")) {
      await writePicture(entry, media)
    } else {
      await writeEntry(entry, join(draft, entry.name), modeOf(entry.name, 0o600, 0o644))
    }
    if (/^media\/./.test(entry.name)) pictures++
  }
  if (takenAt === undefined || !existsSync(join(draft, "data", "PG_VERSION")))
    throw new RestoreFailed(`${file} contains no database`)
  // The database last: with it, the folder is a shop.
  for (const name of (await readdir(draft)).filter((name) => name !== "data"))
    await rename(join(draft, name), join(folder, name))
  await rename(join(draft, "data"), join(folder, "data"))
  await rmdir(draft)
  return { takenAt, pictures }
}

/** Pictures are public, so that a web server may serve them itself. */
const modeOf = (name: string, secret: number, open: number): number => (name.startsWith("media/") ? open : secret)

const writeEntry = ({ content }: TarEntry, path: string, mode: number): Promise<void> =>
  pipeline(content, createWriteStream(path, { mode, flags: "wx" }))

/** The folder may be in use by other shops, so a picture appears complete. */
const writePicture = async (entry: TarEntry, media: string): Promise<void> => {
  const name = basename(entry.name)
  const part = join(media, `.${name}.draft`)
  await rm(part, { force: true })
  await writeEntry(entry, part, 0o644)
  await rename(part, join(media, name))
}

const drained = async ({ content }: TarEntry): Promise<void> => {
  for await (const _ of content);
}

const explained = (error: unknown, file: string): unknown => {
  if (!(error instanceof Error) || error instanceof RestoreFailed) return error
  if (error instanceof InvalidArchive || error instanceof SyntaxError)
    return new RestoreFailed(`${file} cannot be restored: ${error.message}`)
  const code = "code" in error && typeof error.code === "string" ? error.code : ""
  if (code === "Z_BUF_ERROR") return new RestoreFailed(`${file} cannot be restored: it was cut off`)
  if (code.startsWith("Z_")) return new RestoreFailed(`${file} cannot be restored: it is no backup, or damaged`)
  if (code === "ENOENT" && "path" in error && error.path === file)
    return new RestoreFailed(`The file ${file} does not exist`)
  const reason = reasonOf(error)
  return reason === undefined ? error : new RestoreFailed(`${file} was not restored: ${reason} (${error.message})`)
}

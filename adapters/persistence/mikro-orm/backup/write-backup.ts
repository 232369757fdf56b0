import { existsSync } from "node:fs"
import { mkdir, open, rename, rm, stat, statfs } from "node:fs/promises"
import { basename, dirname, join } from "node:path"
import { BackupFailed, type WrittenBackup } from "../../backups.ts"
import { type BackupSource, writeArchive } from "./archive.ts"
import { reasonOf } from "./errors.ts"
import { listingOf, mirror } from "./mirror.ts"
import { pictureMirror, pictureNames } from "./pictures.ts"

type Paused = (work: () => Promise<void>) => Promise<number>

/** What to back up, and to which file. */
export interface BackupRequest {
  /** The folder of the embedded database. */
  readonly folder: string
  /** The folder of pictures. */
  readonly media: string
  /** The file to create. */
  readonly file: string
  readonly signal: AbortSignal
  /**
   * Runs work while nothing writes to the database, and returns how long that took, in milliseconds. Undefined if no
   * process has the database open.
   */
  readonly paused?: Paused
}

/**
 * Writes a backup. Everything is prepared in a folder beside the file, which appears under its name when it is complete.
 * Rejects with {@link BackupFailed}.
 */
export const writeBackup = async (request: BackupRequest): Promise<WrittenBackup> => {
  try {
    return await prepared(request)
  } catch (error) {
    if (error instanceof BackupFailed) throw error
    if (request.signal.aborted) throw new BackupFailed("The backup was ended before it was complete")
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    throw new BackupFailed(
      `${request.file} was not written: ${reason} (${error instanceof Error ? error.message : ""})`,
    )
  }
}

const prepared = async (request: BackupRequest): Promise<WrittenBackup> => {
  const { folder, media, file, signal, paused } = request
  requireAbsent(file)
  const draft = join(dirname(file), await draftName(folder))
  // Only the process that holds the folder comes here, so another process left this one.
  await rm(draft, { recursive: true, force: true })
  await requireSpace(request)
  await mkdir(draft, { mode: 0o700 })
  try {
    const original = { data: join(folder, "data"), media, secret: join(folder, "secret") }
    const { source, pausedMs } =
      paused === undefined ? { source: original, pausedMs: 0 } : await copied(original, draft, signal, paused)
    const archive = join(draft, basename(file))
    await writeArchive(archive, source, signal)
    const { size } = await stat(archive)
    requireAbsent(file)
    await rename(archive, file)
    await syncFolder(dirname(file))
    return { file, bytes: size, pausedMs }
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

/**
 * Copies everything while requests are served, and then, while the database waits, what has changed meanwhile. The pause
 * depends on the changes and not on the size of the shop.
 */
const copied = async (
  { data, media, secret }: BackupSource,
  draft: string,
  signal: AbortSignal,
  paused: Paused,
): Promise<{ readonly source: BackupSource; readonly pausedMs: number }> => {
  const source = { data: join(draft, "data"), media: join(draft, "media"), secret }
  const mirrors = [mirror(data, source.data), pictureMirror(media, source.media)]
  for (const { update } of mirrors) await update(signal)
  const pausedMs = await paused(async () => {
    for (const { update } of mirrors) await update(signal)
  })
  return { source, pausedMs }
}

/** The same name for every backup of one shop, so that what an interrupted backup left is found and removed. */
const draftName = async (folder: string): Promise<string> => {
  const { dev, ino } = await stat(folder, { bigint: true })
  return `.shopwright-backup-${dev}-${ino}`
}

const requireAbsent = (file: string): void => {
  if (existsSync(file)) throw new BackupFailed(`${file} exists already; choose another name`)
}

/** A database whose own disk is full cannot record orders, so a backup that may fill it does not begin. */
const requireSpace = async ({ folder, media, file, paused }: BackupRequest): Promise<void> => {
  const size = Number(sizeOfFiles(join(folder, "data"))) + (await sizeOfPictures(media))
  const needed = paused === undefined ? size : 2 * size
  const { bavail, bsize } = await statfs(dirname(file))
  if (bavail * bsize < needed)
    throw new BackupFailed(
      `${file} was not written: its disk has ${megabytes(bavail * bsize)} MB left, and the backup may need ${megabytes(needed)} MB`,
    )
}

const sizeOfFiles = (folder: string): bigint =>
  [...listingOf(folder).files.values()].reduce((sum, { size }) => sum + size, 0n)

const sizeOfPictures = async (folder: string): Promise<number> => {
  let sum = 0
  for (const name of await pictureNames(folder)) {
    const found = await stat(join(folder, name)).catch(() => null)
    sum += found?.size ?? 0
  }
  return sum
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1_000_000)

/** Makes a new name in a folder survive a loss of power. Windows cannot open folders, and does this by itself. */
const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === "win32") return
  const handle = await open(folder)
  await handle.sync().finally(() => handle.close())
}

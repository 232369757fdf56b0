import { isAbsolute } from "node:path"
import { BackupFailed, type Backups, type WriteBackup, type WrittenBackup } from "../../backups.ts"
import { type Database, unnamed } from "../../postgres/database.ts"
import { askHolder, type FolderLock, lockFolder } from "../folder/folder-lock.ts"
import { writeBackup } from "./write-backup.ts"

/** The backups of an embedded database that this process has open. */
export const folderBackups = (folder: string, database: Database, lock: FolderLock): Backups => {
  let isRunning = false
  const checkpoint = unnamed("checkpoint")

  /** PGlite has one connection, so that nothing else runs during a transaction. After a checkpoint, its files are complete. */
  const paused = async (work: () => Promise<void>): Promise<number> => {
    let pausedMs = 0
    await database.transaction(async (queries) => {
      const start = performance.now()
      await queries.rows(checkpoint, [])
      await work()
      pausedMs = Math.round(performance.now() - start)
    })
    return pausedMs
  }

  return {
    writerFor: (media) => async (file, signal) => {
      if (isRunning) throw new BackupFailed("Another backup of this shop is running")
      isRunning = true
      try {
        // Most pages are written now, so that the checkpoint during the pause is short.
        await database.rows(checkpoint, [])
        return await writeBackup({ folder, media, file, signal, paused })
      } finally {
        isRunning = false
      }
    },
    answerRequests: (write) => lock.onRequest((request, signal) => answer(request, signal, write)),
  }
}

type Response = { readonly written: WrittenBackup } | { readonly error: string }

const answer = async (request: string, signal: AbortSignal, write: WriteBackup): Promise<string> => {
  const respond = (response: Response): string => JSON.stringify(response)
  const file = fileOf(request)
  if (file === null) return respond({ error: "The process that has the shop open does not know this request" })
  return write(file, signal).then(
    (written) => respond({ written }),
    (error: unknown) => respond({ error: error instanceof Error ? error.message : String(error) }),
  )
}

const fileOf = (request: string): string | null => {
  try {
    const { backup } = JSON.parse(request) as { readonly backup?: unknown }
    return typeof backup === "string" && isAbsolute(backup) ? backup : null
  } catch {
    return null
  }
}

/**
 * Backs up a folder from another process than the one that may have it open: that one is asked to. If no process has it
 * open, its files are copied as they are, without opening the database. `file` is an absolute path.
 */
export const backUpFolder = async (
  folder: string,
  media: string,
  file: string,
  signal: AbortSignal,
): Promise<WrittenBackup> => {
  const response = await askHolder(folder, JSON.stringify({ backup: file }), signal).catch((error: unknown) => {
    throw signal.aborted ? new BackupFailed("The backup was ended before it was complete") : error
  })
  if (response !== null) {
    const answered = JSON.parse(response) as Response
    if ("error" in answered) throw new BackupFailed(answered.error)
    return answered.written
  }
  const lock = await lockFolder(folder)
  return writeBackup({ folder, media, file, signal }).finally(lock.release)
}

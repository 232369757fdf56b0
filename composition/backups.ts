import { resolve } from "node:path"
import { BackupFailed, type WrittenBackup } from "../adapters/persistence/backups.ts"
import type { Persistence } from "../adapters/persistence/persistence.ts"
import { mediaIn } from "./open-pictures.ts"
import type { ShopOptions } from "./settings.ts"

/** The backups of an open shop. */
export interface ShopBackups {
  readonly write: (file: string) => Promise<WrittenBackup>
  /** Ends a running backup, and waits until nothing of it is left. Later ones are rejected. */
  readonly end: () => Promise<void>
}

/** Opens the backups of a shop. Another process can request them, if the shop is in a folder. */
export const openBackups = (
  { backups }: Pick<Persistence, "backups">,
  { database, media }: ShopOptions<unknown, unknown>,
): ShopBackups => {
  if (backups === undefined || typeof database !== "object" || !("folder" in database))
    return { write: () => Promise.reject(notInFolder()), end: async () => undefined }
  if (typeof media === "object") return { write: () => Promise.reject(inBucket()), end: async () => undefined }
  const ending = new AbortController()
  const running = new Set<Promise<unknown>>()
  const toFile = backups.writerFor(media ?? mediaIn(database.folder))

  const write = (file: string, signal: AbortSignal): Promise<WrittenBackup> => {
    if (ending.signal.aborted) return Promise.reject(new BackupFailed("This shop is closed"))
    const written = toFile(resolve(file), AbortSignal.any([signal, ending.signal]))
    const settled = written.catch(() => undefined).finally(() => running.delete(settled))
    running.add(settled)
    return written
  }
  backups.answerRequests(write)
  return {
    write: (file) => write(file, ending.signal),
    end: async () => {
      ending.abort()
      await Promise.all(running)
    },
  }
}

const notInFolder = () =>
  new BackupFailed("Only a shop in a folder has these backups. Back up a server with the tools of PostgreSQL")

const inBucket = () =>
  new BackupFailed("A backup contains the pictures of a folder, and this shop has its pictures in a bucket")

/** Backs up a folder, whether or not another process has it open. Rejects with {@link BackupFailed}. */
export const backUpFolder = async (
  database: { readonly folder: string },
  { media, file, signal }: { readonly media: string | undefined; readonly file: string; readonly signal: AbortSignal },
): Promise<WrittenBackup> => {
  const adapter = await import("../adapters/persistence/mikro-orm/backup/folder-backups.ts")
  return adapter.backUpFolder(database.folder, media ?? mediaIn(database.folder), resolve(file), signal)
}

/** Restores a backup into an empty folder. Rejects with `RestoreFailed`. */
export const restoreBackup = async (
  file: string,
  { folder, media }: { readonly folder: string; readonly media: string | undefined },
) => {
  const adapter = await import("../adapters/persistence/mikro-orm/backup/restore-backup.ts")
  return adapter.restoreBackup({ file, folder, media })
}

import { mkdir } from "node:fs/promises"
import { join, resolve } from "node:path"
import type { Shop } from "../../composition/shop.ts"
import { backupName, backupsIn, backupTime, deleteOldBackups } from "./backup-files.ts"
import { UsageError } from "./failure.ts"
import type { Settings } from "./settings/settings.ts"

/** When `serve` writes backups, and where. */
export interface BackupSchedule {
  readonly folder: string
  readonly everySeconds: number
  /** The number of backups that remain. */
  readonly keep: number
}

interface BackupLog {
  info(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** Returns the schedule, or `null` without one. Throws UsageError if the database is not in a folder. */
export const checkBackups = (settings: Settings): BackupSchedule | null => {
  const [folder, database] = [settings.value("backup.folder"), settings.value("database")]
  if (folder === undefined) return null
  if (database === "memory" || !("folder" in database))
    throw new UsageError(
      `${settings.source("backup.folder")} requires a database in a folder; back up a server with the tools of PostgreSQL`,
    )
  const [everySeconds, keep] = [settings.value("backup.everySeconds"), settings.value("backup.keep")]
  return { folder: resolve(folder), everySeconds, keep }
}

/** After a failure, the next attempt is made after this time, or after the interval if that is shorter. */
const RETRY_MS = 10 * 60 * 1000

/** A timer of Node waits for at most 2^31 milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/**
 * Writes backups at intervals, counted from the newest backup in the folder, so that restarts neither skip nor repeat
 * one. Returns a function that ends this. Closing the shop ends a running backup.
 */
export const startBackups = (
  shop: Pick<Shop, "backUp">,
  { folder, everySeconds, keep }: BackupSchedule,
  log: BackupLog,
): (() => void) => {
  const everyMs = everySeconds * 1000
  let timer: NodeJS.Timeout | undefined
  let isOver = false

  const wait = (milliseconds: number): void => {
    if (isOver) return
    timer = setTimeout(() => void step(), Math.min(Math.max(milliseconds, 0), LONGEST_TIMER_MS))
    timer.unref()
  }

  /** Writes a backup if it is time for one, and returns the pause until the next. */
  const advance = async (): Promise<number> => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const [newest] = await backupsIn(folder)
    const age = newest === undefined ? everyMs : Date.now() - (backupTime(newest)?.getTime() ?? 0)
    if (age < everyMs) return everyMs - age
    const written = await shop.backUp(join(folder, backupName(new Date())))
    log.info(written, "backup written")
    await deleteOldBackups(folder, keep)
    return everyMs
  }

  const step = async (): Promise<void> => {
    wait(
      await advance().catch((error: unknown) => {
        if (!isOver) log.error({ err: error, folder }, "backup failed")
        return Math.min(RETRY_MS, everyMs)
      }),
    )
  }

  void step()
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}

import { readdir, rm } from "node:fs/promises"
import { join } from "node:path"

const pattern = /^shop-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.tar\.gz$/

/** Returns the name of a backup: `shop-20270131T235900Z.tar.gz`, in UTC. */
export const backupName = (time: Date): string => `shop-${time.toISOString().replaceAll(/[-:]|\.\d+/g, "")}.tar.gz`

/** Returns the time in the name of a backup, or `null` for another file. */
export const backupTime = (name: string): Date | null => {
  const [, year, month, day, hour, minute, second] = pattern.exec(name) ?? []
  return year === undefined ? null : new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

/** Returns the names of the backups in a folder, the newest first. Other files are left out. */
export const backupsIn = async (folder: string): Promise<ReadonlyArray<string>> =>
  (await readdir(folder)).filter((name) => backupTime(name) !== null).toSorted((a, b) => (a < b ? 1 : -1))

/** Deletes all but the newest backups. */
export const deleteOldBackups = async (folder: string, keep: number): Promise<void> => {
  for (const name of (await backupsIn(folder)).slice(keep)) await rm(join(folder, name), { force: true })
}

/*
 * What a backup contains, in this order: the header, the secret, the pictures, the files of the database. The names are
 * those of the folder of an embedded database, so that `tar -xzf` extracts a folder that can be opened.
 */

/** The first file of a backup. */
export const HEADER = "shopwright-backup.json"

/** The version of the layout. */
export const LAYOUT = 1

/** The content of the first file. */
export interface BackupHeader {
  readonly shopwright: { readonly backup: number }
  /** When the backup was taken, in UTC. */
  readonly takenAt: string
}

/** The process id of a PostgreSQL server. It means nothing elsewhere. */
const omitted = new Set(["postmaster.pid", "postmaster.opts"])

/** Returns whether a file of the database belongs into a backup. */
export const isKept = (name: string): boolean => !omitted.has(name)

const segment = "[A-Za-z0-9_][A-Za-z0-9_.-]*"
const known = new RegExp(`^(secret|data/(${segment}/)*(${segment})?|media/(${segment})?)$`)

/** Returns whether a backup may contain an entry. No such name leads out of the folder. */
export const isExpected = (name: string): boolean => known.test(name)

/**
 * A backup could not be written. The message says why.
 *
 * @example
 * await shop.backUp("/backups/shop.tar.gz").catch((error) => {
 *   if (error instanceof BackupFailed) console.error(error.message)
 * })
 */
export class BackupFailed extends Error {
  override readonly name = "BackupFailed"
}

/** A backup that was written. */
export interface WrittenBackup {
  /** The path of the file. */
  readonly file: string
  /** The length of the file. */
  readonly bytes: number
  /** How long requests waited for the database, in milliseconds. */
  readonly pausedMs: number
}

/** Writes a backup to a file that does not exist. Rejects with {@link BackupFailed}. */
export type WriteBackup = (file: string, signal: AbortSignal) => Promise<WrittenBackup>

/** Backups of an embedded database that this process has open. */
export interface Backups {
  /** Returns a function that writes backups with the pictures of a folder, one at a time. */
  readonly writerFor: (media: string) => WriteBackup
  /** Writes the backups that other processes request. */
  readonly answerRequests: (write: WriteBackup) => void
}

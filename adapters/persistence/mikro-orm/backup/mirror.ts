import { constants, lstatSync, readdirSync } from "node:fs"
import { copyFile, mkdir, rm } from "node:fs/promises"
import { join } from "node:path"
import { ifMissing } from "./errors.ts"
import { isKept } from "./layout.ts"

/** A copy of a folder that changes. */
export interface Mirror {
  /**
   * Copies what is new or has changed since the last call, and removes what is gone. While nothing writes to the folder,
   * the copy is exact afterwards.
   */
  readonly update: (signal: AbortSignal) => Promise<void>
}

/** What identifies the content of a file without reading it. */
interface Stamp {
  readonly inode: bigint
  readonly size: bigint
  readonly modifiedNs: bigint
  /** Whether the file had not been written for so long that a later write must have another time. */
  readonly isSettled: boolean
}

/** File systems record times with a granularity of up to two seconds (FAT). */
const GRANULARITY_NS = 2_500_000_000n

/** A process that serves gets to each result late. With several copies under way, that does not add up. */
const COPIES_AT_ONCE = 16

/** Creates an empty mirror of a folder in another folder. */
export const mirror = (source: string, target: string): Mirror => {
  const copied = new Map<string, Stamp>()
  const copy = async (name: string, found: Stamp): Promise<void> => {
    // A file system that can share the content of two files does so until one of them changes.
    await copyFile(join(source, name), join(target, name), constants.COPYFILE_FICLONE)
    copied.set(name, found)
  }
  return {
    update: async (signal) => {
      const { files, folders } = listingOf(source)
      for (const name of folders) await mkdir(join(target, name), { recursive: true, mode: 0o700 })
      const queue = files.entries()
      const worker = async (): Promise<void> => {
        for (const [name, found] of queue) {
          signal.throwIfAborted()
          const former = copied.get(name)
          if (former !== undefined && isSame(former, found)) continue
          // While the database works, a file may be removed after it was listed. The next update notices that.
          await copy(name, found).catch(ifMissing(undefined))
        }
      }
      await Promise.all(Array.from({ length: COPIES_AT_ONCE }, worker))
      for (const name of copied.keys())
        if (!files.has(name)) {
          await rm(join(target, name), { force: true })
          copied.delete(name)
        }
    },
  }
}

const isSame = (former: Stamp, found: Stamp): boolean =>
  former.isSettled &&
  former.inode === found.inode &&
  former.size === found.size &&
  former.modifiedNs === found.modifiedNs

interface Listing {
  readonly files: ReadonlyMap<string, Stamp>
  /** A folder comes before those that it contains. */
  readonly folders: ReadonlyArray<string>
}

/**
 * Lists the files of a database. It is synchronous, because the last listing happens while the database waits, and the
 * thread pool may be busy with hashes of passwords. There are about a thousand files.
 */
export const listingOf = (source: string): Listing => {
  const files = new Map<string, Stamp>()
  const folders = [""]
  // The list grows while it is walked.
  for (const folder of folders)
    for (const entry of readdirSync(join(source, folder), { withFileTypes: true })) {
      const name = folder === "" ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) folders.push(name)
      else if (entry.isFile() && isKept(entry.name)) {
        const found = stampOf(join(source, name))
        if (found !== undefined) files.set(name, found)
      } else if (entry.isSymbolicLink()) throw new Error(`${join(source, name)} is a symbolic link`)
    }
  return { files, folders }
}

const stampOf = (file: string): Stamp | undefined => {
  const found = lstatSync(file, { bigint: true, throwIfNoEntry: false })
  if (found === undefined) return undefined
  const age = BigInt(Date.now()) * 1_000_000n - found.mtimeNs
  return { inode: found.ino, size: found.size, modifiedNs: found.mtimeNs, isSettled: age > GRANULARITY_NS }
}

import { chmod, mkdir, stat } from "node:fs/promises"

/** A folder with private data can be read by other users of the machine, and its mode cannot be changed. */
export class FolderNotPrivate extends Error {
  override readonly name = "FolderNotPrivate"

  constructor(folder: string, mode: number) {
    super(
      `Other users can read ${folder}, which holds password hashes (its mode is 0${(mode & 0o777).toString(8)}). ` +
        `Run as its owner: chmod 700 '${folder}'. A file system without modes cannot hold the database.`,
    )
  }
}

/** Creates a folder that only its owner can access, or makes an existing one so. Windows has no modes to check. */
export const makePrivateFolder = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (process.platform === "win32" || isPrivate((await stat(folder)).mode)) return
  await chmod(folder, 0o700).catch(() => undefined)
  const { mode } = await stat(folder)
  if (!isPrivate(mode)) throw new FolderNotPrivate(folder, mode)
}

/** Rejects a folder in which every user may replace files, unless its mode can be changed. */
export const requireUnshared = async (folder: string): Promise<void> => {
  const isShared = (mode: number): boolean => (mode & 0o002) !== 0 && (mode & 0o1000) === 0
  const { mode } = await stat(folder)
  if (process.platform === "win32" || !isShared(mode)) return
  await chmod(folder, mode & 0o7775).catch(() => undefined)
  if (isShared((await stat(folder)).mode)) throw new FolderNotPrivate(folder, mode)
}

const isPrivate = (mode: number): boolean => (mode & 0o077) === 0

/** A backup could not be restored. The message says why. */
export class RestoreFailed extends Error {
  override readonly name = "RestoreFailed"
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "no space is left on the disk",
  EDQUOT: "the disk quota is used up",
  EACCES: "access is denied",
  EPERM: "access is denied",
  EROFS: "the file system is read-only",
  ENOENT: "its folder does not exist",
  ENOTDIR: "a part of its path is not a folder",
}

/** Describes an error of the file system that an operator can correct. Undefined for other errors. */
export const reasonOf = (error: unknown): string | undefined => {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined
  return code !== undefined && Object.hasOwn(reasons, code) ? reasons[code] : undefined
}

/** Returns `fallback` for a missing file, and rejects with any other error. */
export const ifMissing =
  <A>(fallback: A) =>
  (error: unknown): A => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return fallback
    throw error
  }

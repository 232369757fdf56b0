import { availableParallelism } from "node:os"

/** The limits for one picture and for concurrent work. */
export interface PictureLimits {
  /** The largest file, in bytes. */
  readonly maxBytes: number
  /** The largest width times height of the upload. */
  readonly maxPixels: number
  /** The longest edge of a stored picture, in pixels. Larger pictures are scaled down. */
  readonly maxEdge: number
  /** The largest stored file, in bytes. A picture whose encoding is larger is scaled down further. */
  readonly maxStoredBytes: number
  /** The time limit for one picture, in whole seconds. */
  readonly maxSeconds: number
  /**
   * The number of pictures encoded at once. Each uses one of Node's four pool threads, which file access also needs.
   */
  readonly atOnce: number
  /** The number of pictures that may wait, with their bytes in memory. Further ones fail with `PicturesBusy`. */
  readonly waiting: number
}

export const defaultPictureLimits: PictureLimits = {
  maxBytes: 5_000_000,
  maxPixels: 25_000_000,
  maxEdge: 2048,
  maxStoredBytes: 2_000_000,
  maxSeconds: 20,
  atOnce: Math.min(2, Math.ceil(availableParallelism() / 2)),
  waiting: 32,
}

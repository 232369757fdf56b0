import { availableParallelism } from "node:os"

/** What pictures may cost. */
export interface PictureLimits {
  /** The longest file, in bytes. */
  readonly maxBytes: number
  /** Width times height as sent. */
  readonly maxPixels: number
  /** The longer edge of what is kept, in pixels; a larger picture is made smaller. */
  readonly maxEdge: number
  /** How long one picture may take, in whole seconds. */
  readonly maxSeconds: number
  /** How many pictures are drawn at once. Each takes a thread of Node's pool of four, which files and hashing need too. */
  readonly atOnce: number
  /** How many more wait, each with its bytes in memory; what comes then is turned away. */
  readonly waiting: number
}

export const defaultPictureLimits: PictureLimits = {
  maxBytes: 5_000_000,
  maxPixels: 25_000_000,
  maxEdge: 2048,
  maxSeconds: 20,
  atOnce: Math.min(2, Math.ceil(availableParallelism() / 2)),
  waiting: 32,
}

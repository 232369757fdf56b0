import { Effect } from "effect"
import { type PictureFault, PictureRefused } from "../../domain/account/picture.ts"
import type { PictureLimits } from "./limits.ts"
import type { Ending } from "./picture-name.ts"
import { makeSemaphore, type Semaphore } from "./semaphore.ts"
import { loadSharp, type Sharp } from "./sharp.ts"
import { formatOf, type PictureFormat } from "./signature.ts"

/** A re-encoded picture. */
export interface EncodedPicture {
  readonly ending: Ending
  readonly bytes: Uint8Array
}

const JPEG_QUALITY = 85

/**
 * Re-encodes pictures from their pixels, which removes metadata and any other content. Keeps the first frame of an
 * animation. Pictures with transparency become PNG, all others JPEG, both in sRGB with 8 bits per channel.
 */
export const makeReencoder = (limits: PictureLimits) => {
  const semaphore: Semaphore = makeSemaphore(limits)
  return Effect.fnUntraced(function* (bytes: Uint8Array) {
    if (bytes.length === 0) return yield* refuse({ kind: "empty" })
    if (bytes.length > limits.maxBytes)
      return yield* refuse({ kind: "too-many-bytes", bytes: bytes.length, limit: limits.maxBytes })
    const format = formatOf(bytes)
    if (format === null) return yield* refuse({ kind: "not-a-picture" })
    const sharp = yield* Effect.promise(loadSharp)
    // sharp cannot be cancelled. The permit is held until sharp has finished, so that the limits hold.
    return yield* semaphore(Effect.uninterruptible(encodePicture(sharp, bytes, format, limits)))
  })
}

const refuse = (fault: PictureFault) => Effect.fail(new PictureRefused({ fault }))

const encodePicture = Effect.fnUntraced(function* (
  sharp: Sharp,
  bytes: Uint8Array,
  format: PictureFormat,
  { maxPixels, maxEdge, maxStoredBytes, maxSeconds }: PictureLimits,
) {
  // Reads only the header, for any claimed size. This allows a more precise fault than sharp's message.
  const header = yield* decode(() => sharp(bytes, { limitInputPixels: false, failOn: "error" }).metadata(), maxSeconds)
  if (header.format !== format) return yield* refuse({ kind: "not-a-picture" })
  const { width, height, hasAlpha } = header
  if (width * height > maxPixels) return yield* refuse({ kind: "too-many-pixels", width, height, limit: maxPixels })

  const encode = (edge: number) => {
    const picture = sharp(bytes, { limitInputPixels: maxPixels, failOn: "error", pages: 1, autoOrient: true })
      .timeout({ seconds: maxSeconds })
      .resize({ width: edge, height: edge, fit: "inside", withoutEnlargement: true })
      .toColourspace("srgb")
    const output = hasAlpha ? picture.png() : picture.jpeg({ quality: JPEG_QUALITY })
    return decode(() => output.toBuffer(), maxSeconds)
  }
  let edge = Math.min(maxEdge, Math.max(width, height))
  let stored = yield* encode(edge)
  // A PNG can be much larger than the WebP it comes from. The size grows with the area, so few steps are needed.
  while (stored.length > maxStoredBytes && edge > 1) {
    edge = Math.max(1, Math.floor(edge * Math.min(0.9 * Math.sqrt(maxStoredBytes / stored.length), 0.9)))
    stored = yield* encode(edge)
  }
  const encoded: EncodedPicture = { ending: hasAlpha ? "png" : "jpg", bytes: stored }
  return encoded
})

/** Converts sharp's errors to faults. sharp identifies a timeout only by its message. All others concern the bytes. */
const decode = <A>(read: () => Promise<A>, seconds: number): Effect.Effect<A, PictureRefused> =>
  Effect.tryPromise({
    try: read,
    catch: (error) =>
      new PictureRefused({
        fault:
          error instanceof Error && error.message.startsWith("timeout")
            ? { kind: "too-slow", seconds }
            : { kind: "damaged" },
      }),
  })

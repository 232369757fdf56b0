import { Effect } from "effect"
import { type PictureFault, PictureRefused } from "../../domain/account/picture.ts"
import type { PictureLimits } from "./limits.ts"
import type { Ending } from "./picture-name.ts"
import { makeSemaphore, type Semaphore } from "./semaphore.ts"
import { loadSharp, type Sharp } from "./sharp.ts"
import { formatOf, type PictureFormat } from "./signature.ts"

/** A picture as it is kept. */
export interface Drawn {
  readonly ending: Ending
  readonly bytes: Uint8Array
}

const JPEG_QUALITY = 85

/**
 * Draws pictures anew: from the pixels alone, so that nothing else a file carries lives on. Of several frames the
 * first counts. What has transparency becomes a PNG, all else a JPEG, both in sRGB with 8 bits a channel.
 */
export const makeReencode = (limits: PictureLimits) => {
  const gate: Semaphore = makeSemaphore(limits)
  return Effect.fnUntraced(function* (bytes: Uint8Array) {
    if (bytes.length === 0) return yield* refuse({ kind: "empty" })
    if (bytes.length > limits.maxBytes)
      return yield* refuse({ kind: "too-many-bytes", bytes: bytes.length, limit: limits.maxBytes })
    const format = formatOf(bytes)
    if (format === null) return yield* refuse({ kind: "not-a-picture" })
    const sharp = yield* Effect.promise(loadSharp)
    // sharp goes on when nobody waits any more: the place is held until it is done, or the limits would be none.
    return yield* gate(Effect.uninterruptible(draw(sharp, bytes, format, limits)))
  })
}

const refuse = (fault: PictureFault) => Effect.fail(new PictureRefused({ fault }))

const draw = Effect.fnUntraced(function* (
  sharp: Sharp,
  bytes: Uint8Array,
  format: PictureFormat,
  { maxPixels, maxEdge, maxSeconds }: PictureLimits,
) {
  // The header alone is read here, whatever size it claims: a fault with its facts is worth more than sharp's message.
  const header = yield* reading(() => sharp(bytes, { limitInputPixels: false, failOn: "error" }).metadata(), maxSeconds)
  if (header.format !== format) return yield* refuse({ kind: "not-a-picture" })
  const { width, height, hasAlpha } = header
  if (width * height > maxPixels) return yield* refuse({ kind: "too-many-pixels", width, height, limit: maxPixels })

  const picture = sharp(bytes, { limitInputPixels: maxPixels, failOn: "error", pages: 1, autoOrient: true })
    .timeout({ seconds: maxSeconds })
    .resize({ width: maxEdge, height: maxEdge, fit: "inside", withoutEnlargement: true })
    .toColourspace("srgb")
  const encoded = hasAlpha ? picture.png() : picture.jpeg({ quality: JPEG_QUALITY })
  const drawn: Drawn = { ending: hasAlpha ? "png" : "jpg", bytes: yield* reading(() => encoded.toBuffer(), maxSeconds) }
  return drawn
})

/** sharp tells its failures apart by text alone; all but one come from the bytes. */
const reading = <A>(read: () => Promise<A>, seconds: number): Effect.Effect<A, PictureRefused> =>
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

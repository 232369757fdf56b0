import { Effect, Exit } from "effect"
import type { PictureName, PictureRefused } from "../../domain/account/picture.ts"
import type { Pictures, PicturesBusy } from "../ports/media.ts"
import type { UnusedPictures } from "../ports/unused-pictures.ts"

export interface WithPicturePorts {
  readonly pictures: Pictures
  /** Without it, a process that ends before the record is written leaves the picture for ever. */
  readonly unusedPictures?: UnusedPictures | undefined
}

/**
 * Stores a picture and then writes the record that refers to it. If writing fails, the picture is deleted. An
 * interruption waits until the record is written. `null` writes a record without a picture.
 */
export const withPicture = <A, E>(
  { pictures, unusedPictures }: WithPicturePorts,
  bytes: Uint8Array | null,
  write: (name: PictureName | null) => Effect.Effect<A, E>,
): Effect.Effect<A, E | PictureRefused | PicturesBusy> =>
  bytes === null
    ? write(null)
    : // A store that is interrupted may write all the same: the picture would be gone, and the record would name it.
      Effect.uninterruptible(
        Effect.acquireUseRelease(pictures.store(bytes, unusedPictures?.note), write, (name, exit) =>
          Exit.isSuccess(exit) ? Effect.void : pictures.remove(name),
        ),
      )

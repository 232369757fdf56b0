import { Data, type Effect } from "effect"
import type { PictureName, PictureRefused } from "../../domain/account/picture.ts"

/** A stored picture. A name never refers to another picture later, so clients may cache it forever. */
export interface StoredPicture {
  readonly contentType: "image/jpeg" | "image/png"
  /** In bytes. */
  readonly size: number
  /**
   * The picture's bytes. The file is opened when the first byte is read. May fail with `PictureGone` if the picture was
   * removed since it was found.
   */
  readonly content: AsyncIterable<Uint8Array>
}

/**
 * Too many pictures are waiting to be processed. The caller may retry the same picture shortly.
 *
 * @example
 * const mia = await shop.register({ username: "mia", password, picture: bytes })
 * if (!mia.ok && mia.error._tag === "PicturesBusy") console.log("Send it again in a moment.")
 */
export class PicturesBusy extends Data.TaggedError("PicturesBusy") {}

/**
 * A picture was removed after it was found, and before its first byte was read.
 *
 * @example
 * const isMissing = (error: unknown) => error instanceof PictureGone
 */
export class PictureGone extends Data.TaggedError("PictureGone") {}

/** The shop's pictures. */
export interface Pictures {
  /**
   * Stores a picture after re-encoding it: upright, without metadata, of bounded size. Calls `announce` with its name
   * before anything is stored, and waits for it. A refused or interrupted call stores nothing. The caller removes the picture if the record that refers to it cannot be written.
   * `Effect.acquireUseRelease` prevents an interruption in between.
   */
  readonly store: (
    bytes: Uint8Array,
    announce?: (name: PictureName) => Effect.Effect<void>,
  ) => Effect.Effect<PictureName, PictureRefused | PicturesBusy>
  /**
   * Stores a picture that another shop has stored, under its name and unchanged. Replaces a picture of that name. Returns
   * false if this storage assigns no such names.
   */
  readonly put: (name: string, bytes: Uint8Array) => Effect.Effect<boolean>
  /** Deletes a picture. Deleting a missing picture is a no-op. */
  readonly remove: (name: PictureName) => Effect.Effect<void>
  /** Returns the picture of that name, or `null`. The name may be any text that a client sends. */
  readonly open: (name: string) => Effect.Effect<StoredPicture | null>
  /**
   * Lists the stored pictures in no particular order. Leaves out files that this storage has not named. Pictures that are
   * stored or removed during the iteration may be missing. The iteration rejects if the storage cannot be read.
   */
  readonly list: () => AsyncIterable<PictureName>
}

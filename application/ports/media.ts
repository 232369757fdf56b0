import { Data, type Effect } from "effect"
import type { PictureName, PictureRefused } from "../../domain/account/picture.ts"

/** A picture to hand out. Its name never comes to mean another picture, so whoever has it may keep it for good. */
export interface StoredPicture {
  readonly contentType: "image/jpeg" | "image/png"
  /** In bytes. */
  readonly size: number
  /** The picture's bytes; nothing is opened before the first is asked for. */
  readonly content: AsyncIterable<Uint8Array>
}

/**
 * More pictures wait for their turn than the shop keeps waiting: the same picture may be taken a little later.
 *
 * @example
 * const mia = await shop.register({ username: "mia", password, picture: bytes })
 * if (!mia.ok && mia.error._tag === "PicturesBusy") console.log("Send it again in a moment.")
 */
export class PicturesBusy extends Data.TaggedError("PicturesBusy") {}

/** The pictures of the shop's people. */
export interface Pictures {
  /**
   * Keeps a picture, drawn anew: upright, without metadata, of a bounded size. A refused or interrupted one leaves
   * nothing behind. Who stores a picture for a record removes it again where the record could not be written:
   * `Effect.acquireUseRelease` keeps an interruption from coming in between.
   */
  readonly store: (bytes: Uint8Array) => Effect.Effect<PictureName, PictureRefused | PicturesBusy>
  /** Removes a picture; one that is not there is removed already. */
  readonly remove: (name: PictureName) => Effect.Effect<void>
  /** The picture of that name, which may be anything a stranger asks for; `null` where there is none. */
  readonly open: (name: string) => Effect.Effect<StoredPicture | null>
}

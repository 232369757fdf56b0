import type { Effect } from "effect"
import type { PictureName } from "../../domain/account/picture.ts"

/**
 * The pictures to which perhaps no record refers. A picture is noted before it is stored, and when another picture
 * replaces it. A process that ends in between leaves the note, so the picture is found later.
 */
export interface UnusedPictures {
  /** Notes a picture that is about to be stored. */
  readonly note: (picture: PictureName) => Effect.Effect<void>
  /**
   * Returns the noted pictures to which no record refers, oldest notes first. Reads at most `limit` notes, and only
   * those made at least `seconds` ago by the clock of the store. Deletes the notes of pictures that are in use.
   */
  readonly find: (seconds: number, limit: number) => Effect.Effect<ReadonlyArray<PictureName>>
  /** Returns those of the pictures to which neither a record nor a note refers. */
  readonly unknown: (pictures: ReadonlyArray<PictureName>) => Effect.Effect<ReadonlyArray<PictureName>>
  /** Deletes the notes of pictures that were removed. */
  readonly forget: (pictures: ReadonlyArray<PictureName>) => Effect.Effect<void>
}

import { Effect, Stream } from "effect"
import type { PictureName } from "../../domain/account/picture.ts"
import type { WithPicturePorts } from "./with-picture.ts"

/** The number of pictures that are looked up at once. */
const AT_ONCE = 500

/**
 * Returns the stored pictures to which no account or product refers, without those that `purgeExpired` will remove
 * anyway. With `repair`, notes each of them, so that `purgeExpired` removes it a day later unless a record refers to it
 * by then. Use `repair` only if no other shop stores pictures in the same place. For the operator: takes no actor.
 */
export type AuditPictures = (options?: { readonly repair: boolean }) => Effect.Effect<ReadonlyArray<PictureName>>

export const makeAuditPictures =
  ({ pictures, unusedPictures }: WithPicturePorts): AuditPictures =>
  ({ repair } = { repair: false }) => {
    if (unusedPictures === undefined) return Effect.succeed([])
    const check = (names: ReadonlyArray<PictureName>): Effect.Effect<ReadonlyArray<PictureName>> =>
      Effect.tap(unusedPictures.unknown(names), (unknown) =>
        repair ? Effect.forEach(unknown, unusedPictures.note, { discard: true }) : Effect.void,
      )
    return Stream.fromAsyncIterable(pictures.list(), (error) => error).pipe(
      Stream.orDie,
      Stream.grouped(AT_ONCE),
      // The store may close between two portions, and not during one.
      Stream.mapEffect((names) => Effect.uninterruptible(check(names))),
      Stream.runFold(
        (): Array<PictureName> => [],
        (all, unknown) => {
          all.push(...unknown)
          return all
        },
      ),
    )
  }

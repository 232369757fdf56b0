import { Effect } from "effect"
import type { WithPicturePorts } from "./with-picture.ts"

/** Longer than any registration or transaction, after which the record refers to its picture. */
const NOTED_SECONDS = 24 * 3600
const AT_ONCE = 100

/** Removes a bounded number of pictures to which no record refers. Returns whether there may be more. */
export const removeUnusedPictures = ({ pictures, unusedPictures }: WithPicturePorts): Effect.Effect<boolean> =>
  Effect.gen(function* () {
    if (unusedPictures === undefined) return false
    const unused = yield* unusedPictures.find(NOTED_SECONDS, AT_ONCE)
    yield* Effect.forEach(unused, pictures.remove, { discard: true })
    yield* unusedPictures.forget(unused)
    return unused.length === AT_ONCE
  })

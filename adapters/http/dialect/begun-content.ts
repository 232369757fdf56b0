import { Effect } from "effect"
import { PictureGone } from "../../../application/ports/media.ts"

/**
 * Reads the first piece of a picture, so that one that was removed after it was found is a 404 and not a response that
 * breaks off. Returns all pieces, or `null` if the picture is gone.
 */
export const begunContent = (content: AsyncIterable<Uint8Array>): Effect.Effect<AsyncIterable<Uint8Array> | null> =>
  Effect.promise(async () => {
    const pieces = content[Symbol.asyncIterator]()
    try {
      return continued(await pieces.next(), pieces)
    } catch (error) {
      if (error instanceof PictureGone) return null
      throw error
    }
  })

/** The pieces of an iteration that has begun. It is iterated once. To end it early closes what it reads from. */
const continued = (first: IteratorResult<Uint8Array>, pieces: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> => {
  let begun: IteratorResult<Uint8Array> | null = first
  return {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        const step = begun ?? (await pieces.next())
        begun = null
        return step
      },
      return: async () => {
        await pieces.return?.()
        return { done: true, value: undefined }
      },
    }),
  }
}

import { Effect } from "effect"
import type { Pictures } from "../../application/ports/media.ts"
import type { PictureName } from "../../domain/account/picture.ts"
import { defaultPictureLimits, type PictureLimits } from "./limits.ts"
import { newPictureName, readPictureName } from "./picture-name.ts"
import { makeReencode } from "./re-encode.ts"

/** Pictures that are gone when the process ends. They are refused and drawn anew as those in a folder are. */
export const openPicturesInMemory = (limits: Partial<PictureLimits> = {}): Pictures => {
  const kept = new Map<PictureName, Uint8Array>()
  const reencode = makeReencode({ ...defaultPictureLimits, ...limits })
  return {
    store: (bytes) =>
      Effect.map(reencode(bytes), (drawn) => {
        const name = newPictureName(drawn.ending)
        kept.set(name, drawn.bytes)
        return name
      }),
    remove: (name) => Effect.sync(() => void kept.delete(name)),
    open: (text) =>
      Effect.sync(() => {
        const known = readPictureName(text)
        const bytes = known === null ? undefined : kept.get(known.name)
        if (known === null || bytes === undefined) return null
        return { contentType: known.contentType, size: bytes.length, content: once(bytes) }
      }),
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

import { Effect } from "effect"
import type { Pictures } from "../../application/ports/media.ts"
import type { PictureName } from "../../domain/account/picture.ts"
import { defaultPictureLimits, type PictureLimits } from "./limits.ts"
import { newPictureName, readPictureName } from "./picture-name.ts"
import { makeReencoder } from "./re-encode.ts"

/** Keeps pictures in memory. Validates and re-encodes them like a folder does. */
export const openPicturesInMemory = (limits: Partial<PictureLimits> = {}): Pictures => {
  const stored = new Map<PictureName, Uint8Array>()
  const reencode = makeReencoder({ ...defaultPictureLimits, ...limits })
  return {
    store: (bytes, announce = () => Effect.void) =>
      Effect.flatMap(reencode(bytes), (encoded) => {
        const name = newPictureName(encoded.ending)
        return Effect.map(announce(name), () => {
          stored.set(name, encoded.bytes)
          return name
        })
      }),
    put: (text, bytes) =>
      Effect.sync(() => {
        const known = readPictureName(text)
        if (known !== null) stored.set(known.name, bytes)
        return known !== null
      }),
    remove: (name) => Effect.sync(() => void stored.delete(name)),
    open: (text) =>
      Effect.sync(() => {
        const known = readPictureName(text)
        const bytes = known === null ? undefined : stored.get(known.name)
        if (known === null || bytes === undefined) return null
        return { contentType: known.contentType, size: bytes.length, content: singleChunk(bytes) }
      }),
    list: () => namesOf(stored),
  }
}

async function* namesOf(stored: ReadonlyMap<PictureName, Uint8Array>): AsyncGenerator<PictureName> {
  yield* [...stored.keys()]
}

async function* singleChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

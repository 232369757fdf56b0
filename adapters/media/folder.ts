import { createReadStream } from "node:fs"
import { mkdir, opendir, readdir, rename, rm, stat, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { Effect } from "effect"
import { PictureGone, type Pictures } from "../../application/ports/media.ts"
import type { PictureName } from "../../domain/account/picture.ts"
import { defaultPictureLimits, type PictureLimits } from "./limits.ts"
import { newPictureName, readPictureName } from "./picture-name.ts"
import { type EncodedPicture, makeReencoder } from "./re-encode.ts"

const draftPattern = /^\.[0-9a-f]{32}\.(jpg|png)\.draft$/

/** Writing a picture takes milliseconds. An older draft was left by a process that ended. */
const DRAFT_LIFE_MS = 10 * 60 * 1000

/**
 * Opens a folder of pictures and creates it if it is missing. Several processes may share it. Rejects if the folder
 * cannot be created or read.
 */
export const openPictureFolder = async (folder: string, limits: Partial<PictureLimits> = {}): Promise<Pictures> => {
  // The pictures are public, so that a web server may serve them itself.
  await mkdir(folder, { recursive: true, mode: 0o755 })
  await deleteOldDrafts(folder)
  const reencode = makeReencoder({ ...defaultPictureLimits, ...limits })

  const remove = (name: string) =>
    Effect.promise(async () => {
      const known = readPictureName(name)
      if (known === null) return
      await rm(join(folder, known.name), { force: true })
      await rm(draftOf(folder, known.name), { force: true })
    })

  const write = ({ ending, bytes }: EncodedPicture, announce: Announce) => {
    const name = newPictureName(ending)
    const written = Effect.promise(() => writeAtomically(folder, name, bytes)).pipe(
      Effect.as(name),
      Effect.uninterruptible,
      Effect.onInterrupt(() => remove(name)),
    )
    return Effect.andThen(announce(name), written)
  }

  return {
    store: (bytes, announce = () => Effect.void) =>
      Effect.flatMap(reencode(bytes), (encoded) => write(encoded, announce)),
    put: (text, bytes) =>
      Effect.promise(async () => {
        const known = readPictureName(text)
        if (known !== null) await writeAtomically(folder, known.name, bytes)
        return known !== null
      }),
    remove,
    open: (text) =>
      Effect.promise(async () => {
        const known = readPictureName(text)
        if (known === null) return null
        const path = join(folder, known.name)
        const found = await stat(path).catch(ifMissing(null))
        if (found === null || !found.isFile()) return null
        return { contentType: known.contentType, size: found.size, content: fileContent(path) }
      }),
    list: () => picturesIn(folder),
  }
}

type Announce = NonNullable<Parameters<Pictures["store"]>[1]>

const draftOf = (folder: string, name: PictureName): string => join(folder, `.${name}.draft`)

/** Writes a file so that it appears complete or not at all. A power failure may lose it, because it is not synced. */
const writeAtomically = async (folder: string, name: PictureName, bytes: Uint8Array): Promise<void> => {
  const draft = draftOf(folder, name)
  try {
    await writeFile(draft, bytes, { flag: "wx", mode: 0o644 })
    await rename(draft, join(folder, name))
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** Deletes drafts of processes that ended while writing. */
const deleteOldDrafts = async (folder: string): Promise<void> => {
  const old = Date.now() - DRAFT_LIFE_MS
  for (const file of await readdir(folder)) {
    if (!draftPattern.test(file)) continue
    const path = join(folder, file)
    const found = await stat(path).catch(ifMissing(null))
    if (found !== null && found.mtimeMs < old) await rm(path, { force: true })
  }
}

async function* picturesIn(folder: string): AsyncGenerator<PictureName> {
  for await (const entry of await opendir(folder)) {
    const known = entry.isFile() ? readPictureName(entry.name) : null
    if (known !== null) yield known.name
  }
}

async function* fileContent(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path)
  } catch (error) {
    throw isMissing(error) ? new PictureGone() : error
  }
}

const ifMissing =
  <A>(fallback: A) =>
  (error: unknown): A => {
    if (isMissing(error)) return fallback
    throw error
  }

const isMissing = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT"

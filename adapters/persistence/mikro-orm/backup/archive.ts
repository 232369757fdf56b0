import { createReadStream, createWriteStream, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { pipeline } from "node:stream/promises"
import { createGzip } from "node:zlib"
import { type BackupHeader, HEADER, LAYOUT } from "./layout.ts"
import { listingOf } from "./mirror.ts"
import { pictureNames } from "./pictures.ts"
import { type TarEntry, tarOf } from "./tar.ts"

/** The parts of a shop that do not change while they are archived. */
export interface BackupSource {
  /** The files of the database. */
  readonly data: string
  /** The folder of pictures. It may be missing. */
  readonly media: string
  /** The file with the secret that signs tokens. It may be missing. */
  readonly secret: string
}

/** A shop serves while a backup is compressed, so the least effort is used. Higher levels save about a tenth. */
const LEVEL = 1

/** Writes a compressed archive and waits until the disk has it. Memory does not depend on the size of the shop. */
export const writeArchive = async (file: string, source: BackupSource, signal: AbortSignal): Promise<void> => {
  const takenAt = new Date()
  await pipeline(
    inBlocks(tarOf(entriesOf(source, takenAt), takenAt)),
    createGzip({ level: LEVEL }),
    createWriteStream(file, { flags: "wx", mode: 0o600, flush: true }),
    { signal },
  )
}

async function* entriesOf({ data, media, secret }: BackupSource, takenAt: Date): AsyncGenerator<TarEntry> {
  const header: BackupHeader = { shopwright: { backup: LAYOUT }, takenAt: takenAt.toISOString() }
  yield textEntry(HEADER, `${JSON.stringify(header)}\n`)
  const stored = await fileEntry("secret", secret)
  if (stored !== null) yield stored
  yield folderEntry("media/")
  for (const name of await pictureNames(media)) {
    const entry = await fileEntry(`media/${name}`, join(media, name))
    if (entry !== null) yield entry
  }
  const { files, folders } = listingOf(data)
  for (const folder of folders) yield folderEntry(folder === "" ? "data/" : `data/${folder}/`)
  for (const name of files.keys()) {
    const entry = await fileEntry(`data/${name}`, join(data, name))
    if (entry === null) throw new Error(`${join(data, name)} is missing`)
    yield entry
  }
}

const BLOCK_BYTES = 1024 * 1024

/**
 * A database has about a thousand small files. Each step through the event loop of a busy process takes milliseconds, so
 * small files are read at once, and compressed together.
 */
const fileEntry = async (name: string, file: string): Promise<TarEntry | null> => {
  const found = statSync(file, { throwIfNoEntry: false })
  if (found === undefined) return null
  const content =
    found.size > BLOCK_BYTES
      ? createReadStream(file, { highWaterMark: BLOCK_BYTES })
      : chunks(...(found.size === 0 ? [] : [readFileSync(file)]))
  return { name, size: found.size, content }
}

/** Joins chunks to blocks of at least a mebibyte. */
async function* inBlocks(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let [block, length]: [Array<Uint8Array>, number] = [[], 0]
  for await (const part of parts) {
    block.push(part)
    length += part.length
    if (length < BLOCK_BYTES) continue
    yield Buffer.concat(block)
    block = []
    length = 0
  }
  yield Buffer.concat(block)
}

const folderEntry = (name: string): TarEntry => ({ name, size: 0, content: chunks() })

const textEntry = (name: string, text: string): TarEntry => ({
  name,
  size: Buffer.byteLength(text),
  content: chunks(Buffer.from(text)),
})

async function* chunks(...bytes: ReadonlyArray<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* bytes
}

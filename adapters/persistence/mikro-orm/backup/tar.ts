/*
 * Archives in the format ustar (POSIX.1-2001, pax(1)): files and folders with names of at most 100 bytes. Every
 * implementation of tar reads them.
 */

/** A file, or a folder if the name ends with a slash. */
export interface TarEntry {
  readonly name: string
  /** The length of the content in bytes. */
  readonly size: number
  readonly content: AsyncIterable<Uint8Array>
}

/** The bytes are not a complete archive. */
export class InvalidArchive extends Error {
  override readonly name = "InvalidArchive"
}

const BLOCK = 512
const MAX_NAME_BYTES = 100
/** The length is written with eleven octal digits. */
const MAX_SIZE = 8 ** 11 - 1

/** Returns the bytes of an archive. Rejects if an entry does not have the announced size. */
export async function* tarOf(entries: AsyncIterable<TarEntry>, time: Date): AsyncGenerator<Uint8Array> {
  for await (const entry of entries) {
    yield headerOf(entry, time)
    let written = 0
    for await (const chunk of entry.content) {
      written += chunk.length
      yield chunk
    }
    if (written !== entry.size) throw new Error(`${entry.name} changed while it was read`)
    yield Buffer.alloc(paddingOf(entry.size))
  }
  yield Buffer.alloc(2 * BLOCK)
}

const headerOf = ({ name, size }: TarEntry, time: Date): Uint8Array => {
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) throw new Error(`The name ${name} is too long for a backup`)
  if (size > MAX_SIZE) throw new Error(`${name} is too large for a backup: it has ${size} bytes`)
  const isFolder = name.endsWith("/")
  const header = Buffer.alloc(BLOCK)
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, "0")}\0`
  header.write(name, 0)
  header.write(octal(isFolder ? 0o700 : 0o600, 7), 100)
  header.write(octal(0, 7), 108)
  header.write(octal(0, 7), 116)
  header.write(octal(size, 11), 124)
  header.write(octal(Math.floor(time.getTime() / 1000), 11), 136)
  header.write(isFolder ? "5" : "0", 156)
  header.write("ustar\u000000", 257)
  header.write(`${octal(checksumOf(header), 6)} `, 148)
  return header
}

/** The sum of all bytes of a header, with spaces in place of the checksum. */
const checksumOf = (header: Uint8Array): number =>
  header.reduce((sum, byte, i) => sum + (i >= 148 && i < 156 ? 0x20 : byte), 0)

const paddingOf = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK

/** Reads an archive. An entry's content must be read before the next entry. Throws {@link InvalidArchive}. */
export async function* readTar(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const source = bytes[Symbol.asyncIterator]()
  let rest: Uint8Array = new Uint8Array()
  const fill = async (): Promise<void> => {
    const next = await source.next()
    if (next.done === true) throw new InvalidArchive("it was cut off")
    rest = rest.length === 0 ? next.value : Buffer.concat([rest, next.value])
  }
  const read = async (length: number): Promise<Uint8Array> => {
    while (rest.length < length) await fill()
    const found = rest.subarray(0, length)
    rest = rest.subarray(length)
    return found
  }
  async function* contentOf(size: number): AsyncGenerator<Uint8Array> {
    for (let left = size; left > 0; ) {
      if (rest.length === 0) await fill()
      const part = await read(Math.min(left, rest.length))
      left -= part.length
      yield part
    }
    await read(paddingOf(size))
  }
  for (;;) {
    const header = await read(BLOCK)
    if (header.every((byte) => byte === 0)) break
    const { name, size } = parseHeader(header)
    yield { name, size, content: contentOf(size) }
  }
  // The checksum of the compression follows the last byte, so everything is read.
  while ((await source.next()).done !== true);
}

const parseHeader = (header: Uint8Array): { readonly name: string; readonly size: number } => {
  const field = (start: number, length: number): string => {
    const text = Buffer.from(header.subarray(start, start + length)).toString("utf8")
    return text.split("\0", 1)[0] ?? ""
  }
  const octal = (start: number, length: number): number => Number.parseInt(field(start, length).trim(), 8)
  if (octal(148, 8) !== checksumOf(header)) throw new InvalidArchive("it is no archive, or damaged")
  const [name, kind] = [field(0, MAX_NAME_BYTES), field(156, 1)]
  if (kind !== (name.endsWith("/") ? "5" : "0")) throw new InvalidArchive(`${name} is neither a file nor a folder`)
  return { name, size: octal(124, 12) }
}

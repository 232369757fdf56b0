import { createReadStream } from "node:fs"
import { open } from "node:fs/promises"
import { CommandFailure } from "./failure.ts"

/** A file or standard input, of which the beginning is known before the rest is read. */
export interface Source {
  /** What messages call it. */
  readonly name: string
  /** The first bytes as Latin-1 text. */
  readonly beginning: string
  /** All bytes. Can be read once. */
  readonly bytes: AsyncIterable<Uint8Array>
}

/** Opens a file, or standard input for `-`. */
export const openSource = async (source: string): Promise<Source> => {
  const isStandardInput = source === "-"
  if (isStandardInput && process.stdin.isTTY) process.stderr.write(waiting)
  const chunks = isStandardInput ? process.stdin : createReadStream(source, { fd: await opened(source) })
  const iterator = (chunks as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]()
  const first = await iterator.next()
  const start = first.done === true ? new Uint8Array() : first.value
  return {
    name: isStandardInput ? "standard input" : source,
    beginning: Buffer.from(start).toString("latin1"),
    bytes: joined(start, iterator),
  }
}

async function* joined(start: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield start
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}

const waiting = `Waiting for a catalogue or an export on standard input. End it with ${process.platform === "win32" ? "Ctrl-Z and Enter" : "Ctrl-D"}, or press Ctrl-C to stop.\n`

const opened = async (file: string) => {
  const code = (error: unknown) => (error instanceof Error && "code" in error ? error.code : undefined)
  const handle = await open(file).catch((error: unknown) => {
    if (code(error) === "ENOENT") throw new CommandFailure(`The file ${file} does not exist`)
    if (code(error) === "EACCES") throw new CommandFailure(`Permission denied: ${file} cannot be read`)
    throw error
  })
  if (!(await handle.stat()).isDirectory()) return handle
  await handle.close()
  throw new CommandFailure(`${file} is a folder, not a file`)
}

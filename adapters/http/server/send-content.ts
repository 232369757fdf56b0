import type { ServerResponse } from "node:http"
import { pipeline, Readable } from "node:stream"

/**
 * Sends a body piece by piece, no faster than the client reads, and closes the connection when a piece cannot be read.
 * `onDefect` is called only then. A client that disconnects is no defect, however it does so.
 */
export const sendContent = (
  response: ServerResponse,
  bytes: AsyncIterable<Uint8Array>,
  onDefect: (defect: unknown) => void,
): void => {
  pipeline(Readable.from(reporting(bytes, onDefect), { objectMode: false }), response, () => undefined)
}

/** `pipeline` gives the errors of both ends to one callback. Only reading is the server's part. */
const reporting = async function* (
  bytes: AsyncIterable<Uint8Array>,
  onDefect: (defect: unknown) => void,
): AsyncGenerator<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]()
  const next = async () => {
    try {
      return await iterator.next()
    } catch (error) {
      onDefect(error)
      throw error
    }
  }
  try {
    for (let step = await next(); !step.done; step = await next()) yield step.value
  } finally {
    await iterator.return?.()
  }
}

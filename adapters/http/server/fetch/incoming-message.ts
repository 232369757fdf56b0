import type { IncomingMessage } from "node:http"
import { Readable } from "node:stream"

/**
 * Returns Node's form of a `Request`, which Express can handle. Its body is read piece by piece. `address` is the network
 * address of the client or proxy that sent the request.
 */
export const incomingMessage = (request: Request, address: string): IncomingMessage => {
  const { protocol, host, pathname, search } = new URL(request.url)
  const headers = new Map(request.headers)
  // Objects of the runtime lack what the connection implies.
  if (!headers.has("host")) headers.set("host", host)
  if (request.body !== null && !headers.has("content-length")) headers.set("transfer-encoding", "chunked")
  const message = Object.assign(bodyOf(request), {
    method: request.method,
    url: pathname + search,
    headers: Object.fromEntries(headers),
    rawHeaders: [...headers].flat(),
    httpVersion: "1.1",
    httpVersionMajor: 1,
    httpVersionMinor: 1,
    socket: { remoteAddress: address, encrypted: protocol === "https:" },
  })
  // Express sets the prototype to that of `IncomingMessage`. What is set here takes precedence over it.
  return message as unknown as IncomingMessage
}

/** Returns the body as a Node stream. It ends with an error if the client disconnects. */
const bodyOf = ({ body, bodyUsed, signal }: Request): Readable => {
  if (bodyUsed || body?.locked === true)
    throw new TypeError("The body of this Request was read before the shop's handler got it. Pass it request.clone().")
  const reader = body?.getReader()
  const stream = new Readable({
    read() {
      if (reader === undefined) this.push(null)
      else
        reader.read().then(
          ({ done, value }) => this.push(done ? null : value),
          (error: unknown) => this.destroy(asError(error)),
        )
    },
    destroy(error, done) {
      signal.removeEventListener("abort", abort)
      const settle = () => done(error)
      if (reader === undefined) settle()
      else reader.cancel(error).then(settle, settle)
    },
  })
  const abort = () => void stream.destroy(asError(signal.reason))
  if (signal.aborted) abort()
  else signal.addEventListener("abort", abort)
  // An error event without a listener would end the process. Who reads the body listens on their own.
  stream.on("error", () => undefined)
  return stream
}

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)))

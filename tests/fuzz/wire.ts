import { connect, type Socket } from "node:net"

/** A response as received. */
export interface RawResponse {
  readonly status: number
  /** By lower-case name. Values of one name are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** The result of a request: a response, or the reason why there is none. */
export type Outcome = RawResponse | "closed" | "timeout" | "malformed"

const PATIENCE_MS = 30_000

/** A connection that sends raw bytes and reads one response per request. */
export const rawConnection = (url: string) => {
  const { hostname, port } = new URL(url)
  let socket: Socket | undefined

  const send = (bytes: Buffer, isHead: boolean, ends: boolean): Promise<Outcome> =>
    new Promise((resolve) => {
      // The server may have closed the connection since its last response, when nobody listened.
      if (socket?.readableEnded) socket.destroy()
      if (socket?.destroyed) socket = undefined
      const open = socket ?? connect({ host: hostname, port: Number(port), noDelay: true, allowHalfOpen: true })
      socket = open
      let received = Buffer.alloc(0)
      const done = (outcome: Outcome, keeps: boolean): void => {
        clearTimeout(timer)
        open.removeAllListeners("data").removeAllListeners("end").removeAllListeners("close")
        if (!keeps) {
          socket = undefined
          open.destroy()
        }
        resolve(outcome)
      }
      const timer = setTimeout(() => done("timeout", false), PATIENCE_MS)
      const ended = (): void => {
        const last = parseResponse(received, isHead, ends, true)
        done(last === null ? "closed" : last, false)
      }
      if (open.listenerCount("error") === 0) open.on("error", () => undefined)
      open.on("close", ended).on("end", ended)
      open.on("data", (chunk) => {
        received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
        const parsed = parseResponse(received, isHead, ends)
        if (parsed === null) return
        const closes =
          parsed === "malformed" ||
          ends ||
          isEventStream(parsed) ||
          parsed.headers.connection?.toLowerCase() === "close"
        done(parsed, !closes)
      })
      open.write(bytes)
      // The rest of the body will not follow, so the client ends its side and the server need not wait.
      if (ends) open.end()
    })

  return { send, close: () => socket?.destroy() }
}

/**
 * Parses a response once it has arrived completely; returns `null` before. `mayFollow` allows more bytes after it:
 * the server responds to a request with a broken body, and then rejects the rest of the body.
 */
export const parseResponse = (
  received: Buffer,
  isHead: boolean,
  mayFollow = false,
  isOver = false,
): RawResponse | "malformed" | null => {
  const headEnd = received.indexOf("\r\n\r\n")
  if (headEnd < 0) return null
  const [first = "", ...lines] = received.subarray(0, headEnd).toString("latin1").split("\r\n")
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1] ?? Number.NaN)
  if (Number.isNaN(status)) return "malformed"
  const rest = received.subarray(headEnd + 4)
  if (status < 200) return parseResponse(rest, isHead, mayFollow, isOver)
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(":")
    if (colon < 1) return "malformed"
    const [name, value] = [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
  }
  if (isHead || status === 304 || status === 204) return { status, headers, body: Buffer.alloc(0) }
  // It ends after a minute. Its head is enough.
  if (isEventStream({ headers })) return { status, headers, body: rest }
  if (headers["transfer-encoding"] === "chunked") {
    const body = unchunked(rest)
    return body === null ? null : body === "malformed" ? body : { status, headers, body }
  }
  const length = headers["content-length"]
  if (length === undefined) return isOver ? { status, headers, body: rest } : null
  if (rest.length > Number(length) && !mayFollow) return "malformed"
  return rest.length < Number(length) ? null : { status, headers, body: rest.subarray(0, Number(length)) }
}

const isEventStream = ({ headers }: Pick<RawResponse, "headers">): boolean =>
  headers["content-type"] === "text/event-stream"

const unchunked = (bytes: Buffer): Buffer | "malformed" | null => {
  const chunks: Array<Buffer> = []
  for (let at = 0; ; ) {
    const end = bytes.indexOf("\r\n", at)
    if (end < 0) return null
    const size = Number.parseInt(bytes.subarray(at, end).toString("latin1"), 16)
    if (Number.isNaN(size)) return "malformed"
    if (bytes.length < end + 4 + size) return null
    if (size === 0) return Buffer.concat(chunks)
    chunks.push(bytes.subarray(end + 2, end + 2 + size))
    at = end + 4 + size
  }
}

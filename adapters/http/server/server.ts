import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http"
import { type AddressInfo, Server } from "node:net"
import type { Duplex } from "node:stream"
import { liveResponses } from "./live-responses.ts"

export interface ListenSettings {
  readonly host: string
  /** 0 selects any free port. */
  readonly port: number
  /** How long open requests may take when the server closes, in milliseconds. Defaults to 10 seconds. */
  readonly closeWithin?: number
  /** How long a client may take to send a whole request, in milliseconds. Defaults to 60 seconds. */
  readonly requestTimeout?: number
  /** How long a client may read nothing of its response, in milliseconds. Defaults to 60 seconds. */
  readonly writeTimeout?: number
}

/** A listening server. */
export interface RunningServer {
  readonly url: string
  /**
   * Prepares to close: `/readyz` responds 503 and each response closes its connection, so that load balancers use other
   * servers. Requests are still served. Call it some seconds before `close`.
   */
  readonly drain: () => void
  /** Accepts no more connections, lets open requests finish within `closeWithin`, and ends the rest. */
  readonly close: () => Promise<void>
  /**
   * Does the same while another process serves the same address: idle connections are closed after two seconds, so that
   * a client that reuses one gets its response, and knows from it that the connection ends.
   */
  readonly retire: () => Promise<void>
}

/** How long a connection may stay idle before a retiring server closes it, in milliseconds. */
const IDLE_GRACE_MS = 2_000

/** Serves an application over HTTP. Rejects if it cannot listen on the address. */
export const listen = async (
  app: (request: IncomingMessage, response: ServerResponse) => void,
  { host, port, closeWithin = 10_000, requestTimeout = 60_000, writeTimeout = 60_000 }: ListenSettings,
): Promise<RunningServer> => {
  let closing: Promise<void> | undefined
  let isDraining = false
  const live = liveResponses()
  const server = createServer(
    {
      headersTimeout: Math.min(15_000, requestTimeout),
      requestTimeout,
      connectionsCheckingInterval: Math.min(30_000, Math.ceil(requestTimeout / 2)),
      // Proxies keep idle connections for 60 seconds. A longer timeout prevents them from reusing a closed connection.
      keepAliveTimeout: 65_000,
      // Node's own response has no body, so the handler below checks the header.
      requireHostHeader: false,
    },
    (request, response) => {
      if (isDraining) response.shouldKeepAlive = false
      responses.set(request.socket, response)
      const target = originForm(request.url ?? "/")
      if (target === null || (request.headers.host === undefined && request.httpVersion === "1.1")) {
        response.statusCode = 400
        response.setHeader("Content-Type", "application/json").end(errorBody(400))
        return
      }
      request.url = target
      app(request, response)
    },
  )
  server.timeout = writeTimeout
  server.on("timeout", endStalled)
  server.on("connection", live.add)
  server.on("clientError", refuse)
  // Node's own 417 has no body.
  server.on("checkExpectation", (request: IncomingMessage, response: ServerResponse) => {
    response.statusCode = 417
    response.setHeader("Content-Type", "application/json").end(request.method === "HEAD" ? "" : errorBody(417))
  })
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen({ host, port }, () => {
      server.off("error", reject)
      resolve()
    })
  })
  const address = server.address() as AddressInfo
  const hostname = address.family === "IPv6" ? `[${address.address}]` : address.address
  const close = (idleGrace: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const since = performance.now()
      // A connection becomes idle after its last response, and would then be kept alive.
      const sweep = setInterval(() => {
        if (performance.now() - since >= idleGrace) server.closeIdleConnections()
      }, 20)
      const bound = setTimeout(() => server.closeAllConnections(), closeWithin)
      const closed = (error?: Error) => {
        clearInterval(sweep)
        clearTimeout(bound)
        if (error === undefined) resolve()
        else reject(error)
      }
      // The method of http.Server would close idle connections at once.
      if (idleGrace > 0) Server.prototype.close.call(server, closed)
      else server.close(closed)
      live.endAll()
    })
  const drain = (): void => {
    isDraining = true
  }
  return {
    url: `http://${hostname}:${address.port}`,
    drain,
    close: () => {
      drain()
      closing ??= close(0)
      return closing
    },
    retire: () => {
      drain()
      closing ??= close(IDLE_GRACE_MS)
      return closing
    },
  }
}

/**
 * Returns the path and query of a request target, which may be an absolute URL (RFC 9112, section 3.2.2). Returns
 * `null` for any other target, which Express' router cannot handle.
 */
const originForm = (target: string): string | null => {
  if (target.startsWith("/")) return target
  if (!URL.canParse(target)) return null
  const { pathname, search } = new URL(target)
  return pathname + search
}

/** The latest response of each connection. */
const responses = new WeakMap<Duplex, ServerResponse>()

/**
 * Destroys a connection on which no byte has moved for the timeout if its client does not read the response, or if it is
 * idle. The timer starts again whenever bytes leave, so a slow client that does read is served to the end. A connection
 * whose response has no unsent bytes stays: then the server itself is slow.
 */
const endStalled = (socket: Duplex): void => {
  const latest = responses.get(socket)
  if (latest === undefined || latest.writableFinished || socket.writableLength > 0) socket.destroy()
}

/** How long a client may take to read the error response, in milliseconds. */
const REFUSAL_TIMEOUT = 5_000

/**
 * Rejects invalid HTTP and requests that arrive too slowly with a JSON body, and closes the connection. While a
 * response is being sent, it sends nothing, because the bytes would become part of that response.
 */
const refuse = (error: NodeJS.ErrnoException, socket: Duplex): void => {
  const latest = responses.get(socket)
  const isSending = latest?.headersSent && !latest.writableEnded
  if (error.code === "ECONNRESET" || !socket.writable || isSending) return void socket.destroy()
  const status = statuses[error.code ?? ""] ?? 400
  const body = errorBody(status)
  const timer = setTimeout(() => socket.destroy(), REFUSAL_TIMEOUT)
  socket.once("close", () => clearTimeout(timer))
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => socket.destroy(),
  )
}

const errorBody = (status: number): string => JSON.stringify({ detail: `${STATUS_CODES[status]}.` })

const statuses: { readonly [code: string]: number | undefined } = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

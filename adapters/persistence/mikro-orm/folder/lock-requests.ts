import type { Socket } from "node:net"

/*
 * Requests to the process that holds a folder: one line of text each, and one line as the response. Who may connect to
 * the socket may read the folder.
 */

/** Answers a request. The signal is aborted when the client disconnects. Must not reject. */
export type RequestHandler = (request: string, signal: AbortSignal) => Promise<string>

const MAX_REQUEST = 65_536

/** Answers the requests of connections. A connection without a request, such as a probe, is closed with its client. */
export const answerRequests = (handler: () => RequestHandler | undefined) => {
  const open = new Set<Socket>()
  const answering = new Set<Promise<void>>()

  const answer = async (socket: Socket, request: string): Promise<void> => {
    const handle = handler()
    if (handle === undefined) return void socket.destroy()
    const gone = new AbortController()
    socket.once("close", () => gone.abort())
    const response = await handle(request, gone.signal)
    await new Promise<void>((resolve) => {
      socket.once("close", resolve)
      if (socket.destroyed) resolve()
      else socket.end(`${response}\n`, () => socket.destroySoon())
    })
  }

  const accept = (socket: Socket): void => {
    open.add(socket)
    socket.unref()
    socket.on("error", () => undefined)
    socket.once("close", () => open.delete(socket))
    let received = ""
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      received += chunk
      const end = received.indexOf("\n")
      if (end === -1) {
        if (received.length > MAX_REQUEST) socket.destroy()
        return
      }
      socket.removeAllListeners("data").resume()
      const answered = answer(socket, received.slice(0, end)).finally(() => answering.delete(answered))
      answering.add(answered)
    })
  }

  return {
    accept,
    /** Waits for the responses and closes all connections. */
    end: async (): Promise<void> => {
      await Promise.all(answering)
      for (const socket of open) socket.destroy()
    },
  }
}

/** Sends a request and returns the response, or `undefined` if the holder closed the connection without one. */
export const sendRequest = (socket: Socket, request: string, signal: AbortSignal): Promise<string | undefined> =>
  new Promise((resolve) => {
    signal.addEventListener("abort", () => socket.destroy(), { once: true })
    let received = ""
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      received += chunk
    })
    socket.on("error", () => undefined)
    socket.once("close", () => resolve(received.endsWith("\n") ? received.slice(0, -1) : undefined))
    socket.write(`${request}\n`)
  })

import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import { expect, onTestFinished } from "vitest"

/** A webhook as it arrived. `signed` is the text that the signatures cover. */
export interface Received {
  readonly id: string
  readonly type: string
  readonly data: { readonly order?: unknown; readonly to?: string; readonly product?: number }
  readonly signatures: ReadonlyArray<string>
  readonly signed: string
  readonly body: unknown
}

export type Respond = (received: Received, response: ServerResponse) => void

export const accept: Respond = (_received, response) => void response.writeHead(204).end()

/** A receiver whose responses a test decides. It keeps its port when it restarts. */
export const startReceiver = async () => {
  const received: Array<Received> = []
  const receiver = { respond: accept }
  const read = async (request: IncomingMessage): Promise<Received> => {
    const body = await text(request)
    const [id, timestamp] = [String(request.headers["webhook-id"]), String(request.headers["webhook-timestamp"])]
    expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(60)
    const parsed = JSON.parse(body) as Pick<Received, "type" | "data">
    const signatures = String(request.headers["webhook-signature"]).split(" ")
    return { id, ...parsed, signatures, signed: `${id}.${timestamp}.${body}`, body: parsed }
  }
  const start = (port: number) =>
    new Promise<ReturnType<typeof createServer>>((resolve) => {
      const server = createServer(async (request, response) => {
        const message = await read(request)
        received.push(message)
        receiver.respond(message, response)
      })
      server.listen(port, "127.0.0.1", () => resolve(server))
    })
  let server = await start(0)
  const { port } = server.address() as AddressInfo
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  onTestFinished(stop)
  return {
    received,
    url: `http://127.0.0.1:${port}/hook?token=SECRET-token`,
    setResponse: (respond: Respond) => {
      receiver.respond = respond
    },
    stop,
    restart: async () => {
      server = await start(port)
    },
  }
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>

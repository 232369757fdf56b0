import type { ServerResponse } from "node:http"
import type { Socket } from "node:net"

/** The responses of a server that would not end by themselves soon. */
export interface LiveResponses {
  /** Makes a connection, and with it its responses, belong to the server. */
  readonly add: (connection: Socket) => void
  /** Ends the live responses, also those that begin later. */
  readonly endAll: () => void
}

interface Ends {
  readonly open: Set<() => void>
  isClosing: boolean
}

const servers = new WeakMap<Socket, Ends>()

/** Keeps the live responses of one server. */
export const liveResponses = (): LiveResponses => {
  const ends: Ends = { open: new Set(), isClosing: false }
  return {
    add: (connection) => void servers.set(connection, ends),
    endAll: () => {
      ends.isClosing = true
      for (const end of ends.open) end()
    },
  }
}

/** Calls `end` when the response's server closes. A host closes its own server, and ends its responses itself. */
export const endOnClose = (response: ServerResponse, end: () => void): void => {
  const ends = servers.get(response.req.socket)
  if (ends === undefined) return
  ends.open.add(end)
  response.once("close", () => ends.open.delete(end))
  if (ends.isClosing) end()
}

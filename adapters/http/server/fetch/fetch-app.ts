import { type IncomingMessage, ServerResponse } from "node:http"
import express from "express"
import { type AppSettings, makeApp } from "../app.ts"
import type { ResponseEnd, Transport } from "../transport.ts"
import { incomingMessage } from "./incoming-message.ts"
import { webResponse } from "./web-response.ts"

/** A handler of web-standard requests. */
export type FetchApp = (request: Request) => Promise<Response>

export interface FetchAppSettings extends Omit<AppSettings, "transport" | "fallThrough"> {
  /** The path before the application's own paths, such as `/shop`. Other paths get a 404. Defaults to none. */
  readonly basePath?: string | undefined
  /** Returns the network address from which a request came. Defaults to an unknown address. */
  readonly clientAddress?: ((request: Request) => string | undefined) | undefined
}

/** The address of requests whose address is unknown (RFC 6890, section 2.2.2: "this host on this network"). */
export const UNKNOWN_ADDRESS = "0.0.0.0"

/**
 * Creates the same application as {@link makeApp} for web-standard requests. Throws RangeError for an invalid base path.
 */
export const makeFetchApp = ({ basePath = "", clientAddress, ...settings }: FetchAppSettings): FetchApp => {
  if (!/^(?:\/[\w.~-]+)*$/.test(basePath))
    throw new RangeError(`basePath must be empty or a path such as /shop, without a slash at its end: '${basePath}'.`)
  const { transport, open } = webTransport()
  const app = mounted(basePath, { ...settings, transport })
  return (request) =>
    new Promise((resolve, reject) => {
      const incoming = incomingMessage(request, clientAddress?.(request) ?? UNKNOWN_ADDRESS)
      const response = new ServerResponse(incoming)
      open(response, resolve)
      app(incoming, response, reject)
    })
}

type Handler = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void

const mounted = (basePath: string, settings: AppSettings): Handler => {
  const app = makeApp(settings)
  if (basePath === "") return app as Handler
  const host = express().disable("x-powered-by").enable("case sensitive routing").set("query parser", false)
  // Without mounts, an application responds 404 to every path.
  const unknownPaths = makeApp({ mounts: [], logger: settings.logger, transport: settings.transport })
  return host.use(basePath, app).use(unknownPaths) as Handler
}

/** The transport of an application, and a function that connects a response with the promise of a `Response`. */
const webTransport = () => {
  const senders = new WeakMap<ServerResponse, (response: Response) => void>()
  const reports = new WeakMap<ServerResponse, Array<(status: number, end: ResponseEnd) => void>>()
  const transport: Transport = {
    send: (request, response, outgoing) => {
      const report = (end: ResponseEnd) => {
        for (const call of reports.get(response) ?? []) call(outgoing.result.status, end)
      }
      senders.get(response)?.(webResponse(request.method, outgoing, report))
    },
    onEnd: (response, report) => void reports.set(response, [...(reports.get(response) ?? []), report]),
  }
  return {
    transport,
    open: (response: ServerResponse, send: (response: Response) => void): void => void senders.set(response, send),
  }
}

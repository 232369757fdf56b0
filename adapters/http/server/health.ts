import type { IncomingMessage, ServerResponse } from "node:http"
import type { ServerLog } from "./server-log.ts"

/** Whether requests can be served. `message` is for the log, `reason` is also sent to the client. */
export type HealthState =
  | { readonly ready: true }
  | { readonly ready: false; readonly reason: string; readonly message: string }

/** A handler that passes requests for other paths to `next`. */
export type HealthHandler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/**
 * Creates the handler of `/livez` and `/readyz`. `/livez` responds 200 while the process handles requests. `/readyz`
 * responds 200 if `check` reports that requests can be served, otherwise 503 with the reason. Requests are not logged,
 * because probes arrive every few seconds. A change of readiness is logged once.
 */
export const healthHandler = (
  check: () => Promise<HealthState>,
  log: Pick<ServerLog, "info" | "warn">,
): HealthHandler => {
  let wasReady = true
  const note = (state: HealthState): void => {
    if (!state.ready && wasReady) log.warn({ reason: state.reason, error: state.message }, "not ready")
    if (state.ready && !wasReady) log.info({}, "ready again")
    wasReady = state.ready
  }
  return (request, response, next) => {
    const [path] = (request.url ?? "").split("?", 1)
    if (path !== "/livez" && path !== "/readyz") return next()
    if (request.method !== "GET" && request.method !== "HEAD")
      return respond(
        request,
        response,
        405,
        { detail: `Method "${request.method}" not allowed.` },
        { Allow: "GET, HEAD" },
      )
    if (path === "/livez") return respond(request, response, 200, { status: "ok" })
    void check().then((state) => {
      note(state)
      if (state.ready) respond(request, response, 200, { status: "ok" })
      else respond(request, response, 503, { status: "unavailable", reason: state.reason }, { "Retry-After": "1" })
    })
  }
}

const respond = (
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void => {
  const bytes = Buffer.from(JSON.stringify(body))
  response
    .writeHead(status, {
      "Content-Type": "application/json",
      "Content-Length": bytes.length,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      ...headers,
    })
    .end(request.method === "HEAD" ? undefined : bytes)
}

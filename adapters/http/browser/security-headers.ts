import { IncomingMessage, ServerResponse } from "node:http"
import { Socket } from "node:net"
import helmet from "helmet"

/**
 * Returns the headers of every response, as names and values in turn. Helmet's never differ between requests, so helmet
 * runs once. The content policy is for an API: no response is a page. Responses are not stored, because most of them
 * belong to one user or carry tokens; a response that may be stored has a `Cache-Control` of its own.
 */
export const securityHeaders = (): ReadonlyArray<string> => {
  const request = new IncomingMessage(new Socket())
  const response = new ServerResponse(request)
  const apply = helmet({
    // See `strictTransport`.
    strictTransportSecurity: false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
  })
  apply(request, response, (error?: unknown) => {
    if (error !== undefined) throw error
  })
  const headers = Object.entries(response.getHeaders()).flatMap(([name, value]) => [name, String(value)])
  return [...headers, "Cache-Control", "no-store"]
}

/**
 * Returns the header by which browsers use HTTPS alone for this host from now on (RFC 6797). It goes out over HTTPS only.
 * Off by default: the certificate is the operator's, who must keep it up for that long.
 */
export const strictTransport = (maxAgeSeconds: number | undefined): ReadonlyArray<string> =>
  maxAgeSeconds === undefined ? [] : ["Strict-Transport-Security", `max-age=${maxAgeSeconds}`]

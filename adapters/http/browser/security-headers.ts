import { IncomingMessage, ServerResponse } from "node:http"
import { Socket } from "node:net"
import helmet from "helmet"

/**
 * Returns the headers of every response, as alternating names and values. Helmet's headers do not differ between
 * requests, so helmet runs once. The content security policy is for an API, which serves no pages. Responses are not
 * stored, because most of them contain private data or tokens. A response that may be stored sets its own
 * `Cache-Control`.
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
 * Returns the header that makes browsers use only HTTPS for this host (RFC 6797). It is sent over HTTPS only. Off by
 * default, because the operator must keep the certificate valid for that time.
 */
export const strictTransport = (maxAgeSeconds: number | undefined): ReadonlyArray<string> =>
  maxAgeSeconds === undefined ? [] : ["Strict-Transport-Security", `max-age=${maxAgeSeconds}`]

import { IncomingMessage, ServerResponse } from "node:http"
import { Socket } from "node:net"
import helmet from "helmet"

/**
 * The headers that helmet sets, as names and values in turn. They never differ between requests, so helmet runs once
 * and every answer gets the finished list. The content policy is for an API: nothing it answers is a page.
 */
export const securityHeaders = (): ReadonlyArray<string> => {
  const request = new IncomingMessage(new Socket())
  const response = new ServerResponse(request)
  const apply = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
  })
  apply(request, response, (error?: unknown) => {
    if (error !== undefined) throw error
  })
  return Object.entries(response.getHeaders()).flatMap(([name, value]) => [name, String(value)])
}

import type { Request } from "express"
import { isPathPrefix, type Protocol, proxyReport } from "./proxy-report.ts"

/** Where clients reach the server. */
export interface PublicAddress {
  readonly protocol: Protocol
  /** Host and port. The client's own word, unless a setting or a trusted proxy names it. */
  readonly host: string | undefined
  /** What stands before the server's own paths: `""` or `/shop`. */
  readonly prefix: string
}

/** The Express setting that holds the address from `publicUrl`. */
const SETTING = "shopwright public address"

/** Makes the application tell `url` to its clients, whatever the request's headers say. Throws for a URL of no use. */
export const setPublicUrl = (app: { set(name: string, value: unknown): unknown }, url: string | undefined): void => {
  if (url !== undefined) app.set(SETTING, parsePublicUrl(url))
}

/**
 * Parses a URL such as `https://example.com/shop`.
 * Throws RangeError unless it is http or https, has a host, and has neither user, query nor fragment.
 */
export const parsePublicUrl = (url: string): PublicAddress => {
  const parsed = URL.canParse(url) ? new URL(url) : null
  const prefix = parsed?.pathname.replace(/\/$/, "") ?? ""
  if (
    parsed === null ||
    !/^https?:$/.test(parsed.protocol) ||
    !/^https?:\/\/[^/?#@]+(?:\/[^?#]*)?$/i.test(url) ||
    !isPathPrefix(prefix)
  )
    throw new RangeError(
      `The public URL '${url}' must be http:// or https://, a host and a path, such as https://example.com/shop.`,
    )
  return { protocol: parsed.protocol === "https:" ? "https" : "http", host: parsed.host, prefix }
}

/** Returns where the client reached the application: the public URL that is set, or what proxies and headers report. */
export const publicAddress = (request: Request): PublicAddress => {
  const fixed = request.app.get(SETTING) as PublicAddress | undefined
  if (fixed !== undefined) return fixed
  const { protocol, host, prefix } = proxyReport(request)
  // Mounted in another application, this one's paths begin behind the mount point.
  return { protocol, host, prefix: prefix + request.baseUrl }
}

import type { Request } from "express"
import { isPathPrefix, type Protocol, proxyReport } from "./proxy-report.ts"

/** The address at which clients reach the server. */
export interface PublicAddress {
  readonly protocol: Protocol
  /** Host and port. Comes from the client if neither a setting nor a trusted proxy provides it. */
  readonly host: string | undefined
  /** The path before the server's own paths: `""` or `/shop`. */
  readonly prefix: string
}

/** The Express setting that holds the address from `publicUrl`. */
const SETTING = "shopwright public address"

/** Sets the public URL, which replaces the address from request headers. Throws RangeError if it is invalid. */
export const setPublicUrl = (app: { set(name: string, value: unknown): unknown }, url: string | undefined): void => {
  if (url !== undefined) app.set(SETTING, parsePublicUrl(url))
}

/**
 * Parses a URL such as `https://example.com/shop`.
 * Throws RangeError if it is not an http or https URL with a host, or has a user, query or fragment.
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

/** Returns the configured public URL, or the address from proxies and headers. */
export const publicAddress = (request: Request): PublicAddress => {
  const fixed = request.app.get(SETTING) as PublicAddress | undefined
  if (fixed !== undefined) return fixed
  const { protocol, host, prefix } = proxyReport(request)
  // In a parent application, this application's paths begin after the mount path.
  return { protocol, host, prefix: prefix + request.baseUrl }
}

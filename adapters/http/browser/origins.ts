import type { Request } from "express"

/** The origins of pages that a server works with beside its own. */
export type TrustedOrigins = ReadonlySet<string>

/** Reads origins such as `https://shop.example` and `http://localhost:5173`. Throws for what is none. */
export const trustedOrigins = (origins: ReadonlyArray<string>): TrustedOrigins =>
  new Set(
    origins.map((text) => {
      const origin = originOf(text)
      if (origin === null || !/^https?:\/\//.test(origin) || new URL(text).href !== `${origin}/`)
        throw new RangeError(`'${text}' is no origin: it must be http:// or https://, a host, and a port if need be.`)
      return origin
    }),
  )

/** The origin of a URL; `null` for what is none, and for the origin `null` of sandboxes and files. */
export const originOf = (url: string): string | null => {
  if (!URL.canParse(url)) return null
  const { origin } = new URL(url)
  return origin === "null" ? null : origin
}

/**
 * Whether a page of this origin may act for who is signed in: the request's own origin, by its `Host` or by what a
 * proxy that is believed says of it, and those that are trusted.
 */
export const isTrusted = (origin: string | null, request: Request, trusted: TrustedOrigins): boolean =>
  origin !== null && (trusted.has(origin) || origin === originOf(`${request.protocol}://${request.host}`))

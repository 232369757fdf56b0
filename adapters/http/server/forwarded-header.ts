import forwardedParse from "forwarded-parse"

/** A proxy's description of the request that it received (RFC 7239, section 4). */
export interface ForwardedElement {
  readonly for?: string
  readonly proto?: string
  readonly host?: string
}

/**
 * Parses the header `Forwarded`. The element of the nearest proxy comes first. A malformed header counts as absent,
 * because any part of it may come from the client.
 */
export const forwardedElements = (header: string | undefined): ReadonlyArray<ForwardedElement> => {
  if (header === undefined) return []
  try {
    return forwardedParse(header).toReversed()
  } catch {
    return []
  }
}

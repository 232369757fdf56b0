/** Returns whether every percent sign in a path begins an encoded UTF-8 byte. */
export const hasValidEncoding = (path: string): boolean => {
  if (!path.includes("%")) return true
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/**
 * Returns whether a request has at most one `Host` header (RFC 9112, section 3.2). Proxies and servers may choose
 * different ones of two, which attackers use to bypass a proxy's checks. `rawHeaders` holds alternating names and
 * values.
 */
export const hasSingleHost = (rawHeaders: ReadonlyArray<string>): boolean => {
  let hosts = 0
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]
    if (name?.length === 4 && name.toLowerCase() === "host") hosts++
  }
  return hosts <= 1
}

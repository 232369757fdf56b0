/** Whether every percent sign in a path begins an encoded UTF-8 byte. */
export const isEncodedRight = (path: string): boolean => {
  if (!path.includes("%")) return true
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/**
 * Whether a request has at most one `Host` header (RFC 9112, 3.2). Proxies and servers choose differently between two,
 * which attackers use to pass a proxy's checks. `rawHeaders` holds names and values in turn.
 */
export const namesOneHost = (rawHeaders: ReadonlyArray<string>): boolean => {
  let hosts = 0
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]
    if (name?.length === 4 && name.toLowerCase() === "host") hosts++
  }
  return hosts <= 1
}

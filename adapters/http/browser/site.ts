import type { Request } from "express"

const name = /^[a-z\d_](?:[a-z\d._-]{0,251}[a-z\d])?\.?(?::\d{1,5})?$/i
const ipv6 = /^\[[\da-f:.]{2,45}\](?::\d{1,5})?$/i

/**
 * Where the client reached the dialect, as `https://shop.example/nitrmart`: what a proxy says counts where the server
 * believes it. The host is the client's own word, so one that has no host's form is not repeated: `/nitrmart` then, which
 * the client completes by itself.
 */
export const siteOf = (request: Request, prefix: string): string => {
  // Express' types leave out that a request need not have a host.
  const host = request.host as string | undefined
  if (host === undefined || !(name.test(host) || ipv6.test(host))) return prefix
  return `${request.protocol === "https" ? "https" : "http"}://${host}${prefix}`
}

import type { Request } from "express"
import { publicAddress } from "../server/public-address.ts"

const name = /^[a-z\d_](?:[a-z\d._-]{0,251}[a-z\d])?\.?(?::\d{1,5})?$/i
const ipv6 = /^\[[\da-f:.]{2,45}\](?::\d{1,5})?$/i

/**
 * Returns the URL at which the client reached the dialect, such as `https://example.com/shop/nitrmart`. The host may
 * come from the client. If it is not a valid host, the result is the path alone, which clients resolve.
 */
export const siteOf = (request: Request, prefix: string): string => {
  const { protocol, host } = publicAddress(request)
  return host !== undefined && (name.test(host) || ipv6.test(host)) ? `${protocol}://${host}${prefix}` : prefix
}

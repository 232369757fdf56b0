import type { Request } from "express"
import ipaddr from "ipaddr.js"
import { proxyReport } from "./proxy-report.ts"

/**
 * Returns the network address that attempts of this client count for: an IPv4 address, or the /64 network of an IPv6
 * address, because one household or attacker has a whole network. It comes from trusted proxies, else from the
 * connection.
 */
export const clientAddress = (request: Request): string => {
  const { address } = proxyReport(request)
  const [plain = ""] = address.split("%", 1)
  if (!ipaddr.isValid(plain)) return address
  const canonical = ipaddr.process(plain)
  if (canonical.kind() === "ipv4") return canonical.toString()
  const network = canonical.toByteArray().map((byte, i) => (i < 8 ? byte : 0))
  return `${ipaddr.fromByteArray(network)}/64`
}

/** Returns the client's own IP address in its canonical form, for the log. */
export const loggedAddress = (request: Request): string => {
  const { address } = proxyReport(request)
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : address
}

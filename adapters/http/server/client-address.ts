import { isIP, isIPv4 } from "node:net"
import type { Request } from "express"

/**
 * The network address that a request is counted under. Behind proxies that the server believes it is what they say it
 * is, else the connection's other end. One household or attacker has a whole IPv6 network of 64 bits: that counts as
 * one address.
 */
export const clientAddress = (request: Request): string => {
  const told = request.ip ?? ""
  // What a proxy passes on of its client's own words need not be an address.
  const address = isIP(told) === 0 ? (request.socket.remoteAddress ?? "") : told
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1]
  if (mapped !== undefined && isIPv4(mapped)) return mapped
  return isIP(address) === 6 ? `${network(address)}/64` : address
}

/** The first 64 bits of an IPv6 address, in the one form that each network has. */
const network = (address: string): string => {
  const [plain = ""] = address.split("%", 1)
  const canonical = new URL(`http://[${plain}]/`).hostname.slice(1, -1)
  const [head = "", tail] = canonical.split("::")
  const left = head === "" ? [] : head.split(":")
  const right = tail === undefined || tail === "" ? [] : tail.split(":")
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => "0")
  return [...left, ...zeros, ...right].slice(0, 4).join(":")
}

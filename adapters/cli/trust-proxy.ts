import { isIP } from "node:net"
import { UsageError } from "./failure.ts"

const networks = new Set(["loopback", "linklocal", "uniquelocal"])

/**
 * Parses `SHOPWRIGHT_TRUST_PROXY`: the number of proxies, or their addresses. It does not accept trusting all
 * addresses, because any client could then claim any address.
 */
export const readTrustProxy = (text: string): number | string => {
  if (/^\d{1,2}$/.test(text)) return Number(text)
  const parts = text.split(",").map((part) => part.trim())
  if (parts.every((part) => networks.has(part) || isNetwork(part))) return parts.join(",")
  throw new UsageError(
    "SHOPWRIGHT_TRUST_PROXY must be a number of proxies, or addresses and networks separated by commas " +
      `(10.0.0.0/8, loopback, linklocal, uniquelocal), not '${text}'`,
  )
}

const isNetwork = (text: string): boolean => {
  const [address = "", bits, ...rest] = text.split("/")
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

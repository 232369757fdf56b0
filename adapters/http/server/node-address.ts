import { isIP } from "node:net"

const bracketed = /^\[([\da-f:.%\w]+)\](?::[\w.-]+)?$/i
const withPort = /^([\d.]+):[\w.-]+$/

/**
 * Returns the IP address that one entry of `X-Forwarded-For` or a `for` of RFC 7239 names, without its port:
 * `203.0.113.7:51234` and `[2001:db8::1]:443` have one. Returns `null` for anything else, such as `unknown`.
 */
export const nodeAddress = (entry: string): string | null => {
  const text = entry.trim()
  const address = bracketed.exec(text)?.[1] ?? withPort.exec(text)?.[1] ?? text
  return isIP(address) === 0 ? null : address
}

import { isIP } from "node:net"

const bracketed = /^\[([\da-f:.%\w]+)\](?::[\w.-]+)?$/i
const withPort = /^([\d.]+):[\w.-]+$/

/**
 * Returns the IP address of an entry of `X-Forwarded-For`, or of a `for` parameter of RFC 7239, without its port
 * (`203.0.113.7:51234`, `[2001:db8::1]:443`). Returns `null` for anything else, such as `unknown`.
 */
export const nodeAddress = (entry: string): string | null => {
  const text = entry.trim()
  const address = bracketed.exec(text)?.[1] ?? withPort.exec(text)?.[1] ?? text
  return isIP(address) === 0 ? null : address
}

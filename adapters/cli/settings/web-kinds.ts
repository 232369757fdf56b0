import { isIP } from "node:net"
import { describeValue, InvalidValue, type Kind, textual, whole } from "./kind.ts"
import { list } from "./structure.ts"

const networks = new Set(["loopback", "linklocal", "uniquelocal"])

const proxies =
  "a number of proxies, or addresses and networks separated by commas (10.0.0.0/8, loopback, linklocal, uniquelocal)"

const parseProxies = (given: string): number | string => {
  if (/^\d{1,2}$/.test(given)) return Number(given)
  const parts = given.split(",").map((part) => part.trim())
  if (parts.every((part) => networks.has(part) || isNetwork(part))) return parts.join(",")
  throw new InvalidValue(`must be ${proxies}, not '${given}'`)
}

/**
 * The trusted proxies: their number, or their addresses. It does not accept trusting all addresses, because any client
 * could then claim any address.
 */
export const trustProxy: Kind<number | string> = {
  fromText: parseProxies,
  fromValue: (value) =>
    parseProxies(typeof value === "number" || typeof value === "string" ? String(value) : describeValue(value)),
}

const isNetwork = (given: string): boolean => {
  const [address = "", bits, ...rest] = given.split("/")
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

const origin: Kind<string> = textual((given) => {
  if (given === "*") return given
  if (isOrigin(given)) return new URL(given).origin
  throw new InvalidValue(`must be * or origins separated by commas, such as http://localhost:5173, not '${given}'`)
}, "* or an origin")

const isOrigin = (given: string): boolean => {
  if (!/^https?:\/\//i.test(given) || !URL.canParse(given)) return false
  const { origin, href } = new URL(given)
  return href === `${origin}/`
}

/** Comma-separated origins without a path, or `*`. A list in the configuration file. */
export const trustedOrigins: Kind<ReadonlyArray<string>> = {
  fromText: (given, base) =>
    given
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== "")
      .map((part) => origin.fromText(part, base)),
  fromValue: list(origin).fromValue,
}

export const publicUrl: Kind<string> = textual((given) => {
  if (/^https?:\/\/[^\s/?#@]+(?:\/[\w.~!$&'()*+=:@%/-]*)?$/i.test(given) && URL.canParse(given)) return given
  throw new InvalidValue(
    `must be http:// or https://, a host and a path, such as https://example.com/shop, not '${given}'`,
  )
}, "a URL")

const domain = /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z][a-z\d-]*$/i

/** A cookie domain. Browsers accept domains with at least two parts and reject IP addresses. */
export const cookieDomain: Kind<string> = textual((given) => {
  const name = given.replace(/^\./, "")
  if (domain.test(name) && isIP(name) === 0) return name.toLowerCase()
  throw new InvalidValue(`must be a domain with at least two parts, such as shop.test, not '${given}'`)
}, "a domain")

export const hstsSeconds = whole("a whole number of seconds, such as 31536000", 0, 999_999_999)

const workerCount = whole("auto or a number of processes from 1 to 256", 1, 256)

/** A number of processes, or `auto`. */
export const workers: Kind<number | "auto"> = {
  fromText: (given, base) => (given === "auto" ? given : workerCount.fromText(given, base)),
  fromValue: (value, base) => (value === "auto" ? value : workerCount.fromValue(value, base)),
}

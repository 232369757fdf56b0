import type { Request } from "express"
import { forwardedElements } from "./forwarded-header.ts"
import { nodeAddress } from "./node-address.ts"

/** The client's view of a request, according to the connection and the trusted proxies. */
export interface ProxyReport {
  /** The IP address of the client, without a port. */
  readonly address: string
  readonly protocol: Protocol
  /** The requested host and port. */
  readonly host: string | undefined
  /** The path that proxies removed from the beginning of the request's path: `""` or `/shop`. */
  readonly prefix: string
}

export type Protocol = "http" | "https"

/** Express' compiled `trust proxy`: returns whether an address, `hop` proxies away from the server, is a proxy's. */
type Trust = (address: string, hop: number) => boolean

/**
 * Reads `X-Forwarded-For`, `-Proto`, `-Host` and `-Prefix`, and `Forwarded` (RFC 7239), if the connection comes from a
 * trusted proxy. If both kinds of header are present and contradict each other, one of them comes from the client, so
 * both are ignored and the request belongs to the proxy's address.
 */
export const proxyReport = (request: Request): ProxyReport => {
  const trust = request.app.get("trust proxy fn") as Trust
  const { headers, socket } = request
  const address = socket.remoteAddress ?? ""
  const protocol: Protocol = "encrypted" in socket && socket.encrypted === true ? "https" : "http"
  const direct: ProxyReport = { address, protocol, host: headers.host, prefix: "" }
  if (!trust(address, 0)) return direct

  const listed = listOf(headers["x-forwarded-for"]).toReversed()
  const elements = forwardedElements(headers.forwarded)
  const nodes = elements.map((element) => element.for ?? "")
  const followed = followProxies(address, nodes, trust)
  // Elements beyond the client's address were written by the client.
  const trustedElements = elements.slice(0, Math.max(followed.hops, 1)).toReversed()
  return {
    address: agreed(address, [
      listed.length > 0 ? followProxies(address, listed, trust).address : undefined,
      nodes.some((node) => node !== "") ? followed.address : undefined,
    ]),
    protocol: agreed(protocol, [
      asProtocol(listOf(headers["x-forwarded-proto"])[0]),
      asProtocol(trustedElements.find(({ proto }) => proto !== undefined)?.proto),
    ]),
    host: agreed(headers.host, [
      listOf(headers["x-forwarded-host"])[0],
      trustedElements.find(({ host }) => host !== undefined)?.host,
    ]),
    prefix: asPrefix(listOf(headers["x-forwarded-prefix"])),
  }
}

/** Follows the nodes, nearest first, while each one is an IP address reported by a trusted proxy. */
const followProxies = (start: string, nodes: ReadonlyArray<string>, trust: Trust) => {
  let [address, hops] = [start, 0]
  for (const node of nodes) {
    const next = trust(address, hops) ? nodeAddress(node) : null
    if (next === null) break
    address = next
    hops++
  }
  return { address, hops }
}

/** Returns the reported value if all reports agree, otherwise the connection's own. */
const agreed = <Value>(own: Value, reported: ReadonlyArray<Value | undefined>): Value => {
  const [first, ...others] = reported.filter((value) => value !== undefined)
  return first !== undefined && others.every((other) => other === first) ? first : own
}

const listOf = (header: string | ReadonlyArray<string> | undefined): ReadonlyArray<string> =>
  header === undefined
    ? []
    : String(header)
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== "")

const asProtocol = (text: string | undefined): Protocol | undefined => {
  const protocol = text?.toLowerCase()
  return protocol === "http" || protocol === "https" ? protocol : undefined
}

/** Joins the prefixes that several proxies removed. */
const asPrefix = (parts: ReadonlyArray<string>): string => {
  const prefix = parts.map((part) => part.replace(/\/$/, "")).join("")
  return isPathPrefix(prefix) ? prefix : ""
}

const segments = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~!$&'()*+=:@%-]+)*$/

/** Returns whether text is a valid path prefix: `""`, or segments without `;`, `.` and `..`. */
export const isPathPrefix = (text: string): boolean => text.length <= 1024 && segments.test(text)

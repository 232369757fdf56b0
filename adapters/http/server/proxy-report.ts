import type { Request } from "express"
import { forwardedElements } from "./forwarded-header.ts"
import { nodeAddress } from "./node-address.ts"

/** How a request left its client, according to the connection and to the proxies that the server trusts. */
export interface ProxyReport {
  /** The IP address of the client, without a port. */
  readonly address: string
  readonly protocol: Protocol
  /** The host and port that the client asked for. */
  readonly host: string | undefined
  /** The path that proxies removed from the front of the request's: `""` or `/shop`. */
  readonly prefix: string
}

export type Protocol = "http" | "https"

/** Express' compiled `trust proxy`: whether the address, `hop` proxies away from the server, belongs to a proxy. */
type Trust = (address: string, hop: number) => boolean

/**
 * Reads `X-Forwarded-For`, `-Proto`, `-Host` and `-Prefix`, and `Forwarded` (RFC 7239), if the connection comes from a
 * trusted proxy. Where both kinds of header are present and contradict each other, one of them is the client's own, so
 * neither counts: the request then belongs to the proxy's address.
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
  const walked = walk(address, nodes, trust)
  // Elements beyond the client's were written by the client itself.
  const believed = elements.slice(0, Math.max(walked.hops, 1)).toReversed()
  return {
    address: agreed(address, [
      listed.length > 0 ? walk(address, listed, trust).address : undefined,
      nodes.some((node) => node !== "") ? walked.address : undefined,
    ]),
    protocol: agreed(protocol, [
      asProtocol(listOf(headers["x-forwarded-proto"])[0]),
      asProtocol(believed.find(({ proto }) => proto !== undefined)?.proto),
    ]),
    host: agreed(headers.host, [
      listOf(headers["x-forwarded-host"])[0],
      believed.find(({ host }) => host !== undefined)?.host,
    ]),
    prefix: asPrefix(listOf(headers["x-forwarded-prefix"])),
  }
}

/** Follows the nodes, nearest first, for as long as each one was reported by a trusted proxy and is an address. */
const walk = (start: string, nodes: ReadonlyArray<string>, trust: Trust) => {
  let [address, hops] = [start, 0]
  for (const node of nodes) {
    const next = trust(address, hops) ? nodeAddress(node) : null
    if (next === null) break
    address = next
    hops++
  }
  return { address, hops }
}

/** Returns the value that all reports have in common, or the connection's own. */
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

/** Several proxies may each remove a part: together they are the prefix. */
const asPrefix = (parts: ReadonlyArray<string>): string => {
  const prefix = parts.map((part) => part.replace(/\/$/, "")).join("")
  return isPathPrefix(prefix) ? prefix : ""
}

const segments = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~!$&'()*+=:@%-]+)*$/

/** Whether text can precede every path in links and cookies: `""`, or segments without `;`, `.` and `..`. */
export const isPathPrefix = (text: string): boolean => text.length <= 1024 && segments.test(text)

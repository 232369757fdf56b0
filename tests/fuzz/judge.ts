import type { FuzzedRequest } from "./requests.ts"
import type { Outcome } from "./wire.ts"

/** Returns what is wrong with the response to a request, or `null`. */
export const fault = (request: FuzzedRequest, outcome: Outcome): string | null => {
  if (outcome === "malformed") return "the response is not HTTP"
  if (typeof outcome === "string")
    return request.isIncomplete && outcome === "closed" ? null : `no response: ${outcome}`
  const { status, headers, body } = outcome
  if (status === 503) {
    if (!/^\d+$/.test(headers["retry-after"] ?? "")) return "503 without a Retry-After in seconds"
  } else if (status >= 500) return `status ${status}: ${body.toString().slice(0, 200)}`
  if (status === 429 && !/^\d+$/.test(headers["retry-after"] ?? "")) return "429 without a Retry-After in seconds"
  if (status === 405 && headers.allow === undefined) return "405 without Allow"
  if (status === 304) return request.isConditional ? null : "304 to a request without If-None-Match"
  if (status === 204 || request.method === "HEAD") return null
  const type = headers["content-type"] ?? ""
  // The response to a preflight, and to a request whose work is done later, has no body.
  const mayBeEmpty = status === 202 || headers["access-control-allow-methods"] !== undefined
  if (body.length === 0 && type === "" && mayBeEmpty) return null
  if (status === 200 && (exported.test(type) || type === "text/event-stream")) return null
  // The back office at a path without its slash.
  if (status === 308 && headers.location === "/admin/") return null
  if (status === 200 && /^image\/(png|jpeg|webp)$/.test(type)) return null
  if (type !== "application/json" && type !== "application/problem+json")
    return `status ${status} with the content type "${type}"`
  try {
    JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body))
    return null
  } catch {
    return `status ${status} with a body that is not JSON: ${body.toString("latin1").slice(0, 200)}`
  }
}

/** The content types of an export of orders. */
const exported = /^(text\/csv; charset=utf-8|application\/x-ndjson.*)$/

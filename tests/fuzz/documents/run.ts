import { compareWith } from "../../support/described.ts"
import type { HttpResponse } from "../../support/http.ts"
import { randomFor } from "../random.ts"
import { startServer } from "../server-process.ts"
import { type RawResponse, rawConnection } from "../wire.ts"
import { makeKnown } from "./known.ts"
import { type DialectDocument, operationsOf, readDocuments } from "./operations.ts"
import { type DescribedRequest, describedRequest } from "./requests.ts"

export interface DocumentFuzzSettings {
  readonly databaseUrl: string
  readonly seed: number
  readonly requests: number
  readonly connections: number
  /** Changes the documents before responses are compared with them, to see the fuzzer fail. */
  readonly edit?: (documents: ReadonlyArray<DialectDocument>) => ReadonlyArray<DialectDocument>
  readonly onProgress?: (done: number) => void
}

/** The findings of a run. */
export interface DocumentFuzzReport {
  /** The number of responses per status of each operation. */
  readonly statuses: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** Each different fault of an operation once, with the number of the request that found it first. */
  readonly faults: ReadonlyArray<DocumentFault>
  /** Defects in the server's log. */
  readonly defects: ReadonlyArray<string>
}

export interface DocumentFault {
  readonly n: number
  readonly what: string
  readonly request: string
  readonly response: string
}

/** Sign-ins are renewed after so many requests, because some requests end them. */
const BATCH = 500

/** Sends requests that are generated from the documents of all dialects, and compares every response with them. */
export const fuzzDocuments = async (settings: DocumentFuzzSettings): Promise<DocumentFuzzReport> => {
  const { seed, requests, connections, edit = (documents) => documents, onProgress = () => undefined } = settings
  const child = await startServer(settings.databaseUrl, "documents")
  try {
    const { url, dialects } = child.ready
    const published = await readDocuments(url, dialects)
    const operations = published.flatMap(operationsOf)
    const compare = compareWith(edit(published).map(({ dialect, document }) => ({ prefix: `/${dialect}`, document })))
    const statuses: Record<string, Record<string, number>> = {}
    for (const { label } of operations) statuses[label] = {}
    const faults = new Map<string, DocumentFault>()
    const defects: Array<string> = []
    const known = makeKnown()
    const wires = Array.from({ length: connections }, () => rawConnection(url))
    let { credentials } = child.ready
    const exchange = async (wire: (typeof wires)[number], n: number): Promise<void> => {
      const random = randomFor(seed, n)
      const request = describedRequest(random, random.pick(operations), credentials, known)
      const outcome = await wire.send(request.bytes, false, false)
      const { label } = request.operation
      const seen = statuses[label] ?? {}
      const status = typeof outcome === "string" ? outcome : String(outcome.status)
      seen[status] = (seen[status] ?? 0) + 1
      const what = typeof outcome === "string" ? `no response: ${outcome}` : faultOf(compare, request, outcome)
      if (what !== null && !faults.has(`${label} ${what}`)) {
        const response = typeof outcome === "string" ? outcome : outcome.body.toString().slice(0, 500)
        const sent = request.bytes.toString("latin1").slice(0, 1500)
        faults.set(`${label} ${what}`, { n, what: `${label}: ${what}`, request: sent, response })
      }
      if (typeof outcome !== "string" && outcome.status < 300)
        known.learn(request.target.split("?", 1)[0] ?? "", outcome.headers.etag, bodyOf(outcome))
    }
    for (let done = 0; done < requests; done += BATCH) {
      const numbers = Array.from({ length: Math.min(BATCH, requests - done) }, (_, i) => done + i).values()
      await Promise.all(
        wires.map(async (wire) => {
          for (const n of numbers) await exchange(wire, n)
        }),
      )
      defects.push(...(await child.ask("memory")).defects)
      credentials = (await child.ask("credentials")).credentials
      onProgress(Math.min(requests, done + BATCH))
    }
    for (const wire of wires) wire.close()
    await child.stop()
    return { statuses, faults: [...faults.values()], defects }
  } finally {
    child.kill()
  }
}

const bodyOf = ({ headers, body }: RawResponse): unknown => {
  const isJson = /^application\/(problem\+)?json$/.test(headers["content-type"] ?? "")
  return isJson ? (JSON.parse(body.toString()) as unknown) : undefined
}

/** Returns how a response differs from the description, or `null`. */
const faultOf = (
  compare: ReturnType<typeof compareWith>,
  { operation: { dialect, method }, target, json, contentType }: DescribedRequest,
  outcome: RawResponse,
): string | null => {
  const { status, body } = outcome
  if (status >= 500 && status !== 501 && status !== 503) return `status ${status}`
  if (outcome.headers["x-request-id"] === undefined) return `${status} without X-Request-Id`
  const text = body.toString()
  const response: HttpResponse = {
    status,
    headers: new Headers(outcome.headers),
    text,
    json: () => JSON.parse(text) as unknown,
  }
  const asking = contentType === "application/json" && json !== undefined ? { body: JSON.stringify(json) } : {}
  const differences = compare(method, target, asking, response)
  if (differences.response !== null) return `${status}: ${differences.response}`
  // The other dialects convert values, as their documents' servers do: a number is accepted as a text, for example.
  const isAccepted = status < 300 && dialect === "shopwright"
  return isAccepted && differences.request !== null ? `accepted although ${differences.request}` : null
}

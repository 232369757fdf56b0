import { readFileSync } from "node:fs"
import { type IncomingMessage, request } from "node:http"

/** Facts about a response whose body is not kept. */
export interface LargeResponse {
  readonly firstByteMs: number
  readonly seconds: number
  readonly bytes: number
  /** The number of orders, counted by their `status` keys. */
  readonly orders: number
  /** Whether it begins and ends as an array does. */
  readonly isArray: boolean
}

const ask = (url: string, token: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request(url, { headers: { authorization: `Token ${token}` }, agent: false }, resolve)
      .once("error", reject)
      .end()
  })

/** Reads a response as it arrives. `pause` may delay the reading after each chunk. Rejects if it was cut off. */
export const readLargeResponse = async (
  url: string,
  token: string,
  pause: (bytes: number) => Promise<void> | void = () => {},
): Promise<LargeResponse> => {
  const begun = performance.now()
  const response = await ask(url, token)
  if (response.statusCode !== 200) throw new Error(`status ${response.statusCode}`)
  let [firstByteMs, bytes, orders] = [0, 0, 0]
  let [first, last] = ["", ""]
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (bytes === 0) {
      firstByteMs = performance.now() - begun
      first = String.fromCharCode(chunk[0] ?? 0)
    }
    bytes += chunk.length
    const text = last + chunk.toString("latin1")
    orders += text.split('"status":').length - 1
    // The beginning of the next key may be in this chunk.
    last = text.slice(-8)
    await pause(bytes)
  }
  const seconds = (performance.now() - begun) / 1000
  return { firstByteMs, seconds, bytes, orders, isArray: first === "[" && last.endsWith("]") }
}

/** Memory of a process in megabytes, now and at its maximum, as Linux reports it. */
export const memoryOf = (pid: number): { readonly now: number; readonly peak: number } => {
  const status = readFileSync(`/proc/${pid}/status`, "utf8")
  const megabytes = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024
  return { now: megabytes("VmRSS"), peak: megabytes("VmHWM") }
}

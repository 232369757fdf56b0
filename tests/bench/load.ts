// The load generator. It is a process of its own, so that it shares no event loop with the server. Reads a job from
// standard input and writes the result to standard output. It uses plain sockets to take little time from the server.
import { once } from "node:events"
import { createConnection } from "node:net"
import { json } from "node:stream/consumers"
import type { Job, Measured } from "./job.ts"

const job = (await json(process.stdin)) as Job
const { hostname, port, host } = new URL(job.url)

const requests = job.orders.map(({ token, items }) => {
  const body = JSON.stringify({ items })
  return (
    `POST /api/orders/ HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Token ${token}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  )
})

const measureFrom = performance.now() + job.warmUpSeconds * 1000
const sendUntil = measureFrom + job.seconds * 1000
const maxOrders = job.maxOrders ?? Number.POSITIVE_INFINITY
const latencies: Array<number> = []
const statuses: Record<string, number> = {}
const errors: Array<string> = []
let sent = 0
let acknowledged = 0
let lastAnswer = measureFrom

const noteAnswer = (status: string, begun: number): void => {
  const now = performance.now()
  statuses[status] = (statuses[status] ?? 0) + 1
  if (begun >= measureFrom) latencies.push(now - begun)
  if (now < measureFrom || now > sendUntil) return
  if (status === "201") acknowledged++
  lastAnswer = now
}

/** Returns the status of a response once it is complete. */
const statusOf = (response: string): string | undefined => {
  const bodyAt = response.indexOf("\r\n\r\n") + 4
  if (bodyAt < 4) return undefined
  const length = /\r\ncontent-length: *(\d+)/i.exec(response)?.[1]
  if (length === undefined) throw new Error(`an response without a length: ${response}`)
  return response.length < bodyAt + Number(length) ? undefined : response.slice(9, 12)
}

/** Sends one request after the other on one connection, and waits for every response. */
const order = async (): Promise<void> => {
  const socket = createConnection({ host: hostname, port: Number(port), noDelay: true })
  await once(socket, "connect")
  await new Promise<void>((resolve) => {
    let response = ""
    let begun = 0
    const next = () => {
      if (sent >= maxOrders || performance.now() >= sendUntil) {
        socket.off("close", lost).end()
        return resolve()
      }
      begun = performance.now()
      socket.write(requests[sent++ % requests.length] ?? "")
    }
    const lost = () => {
      errors.push("the server closed the connection")
      resolve()
    }
    socket.on("error", (error) => errors.push(error.message))
    socket.on("close", lost)
    // A character a byte, so that lengths can be compared.
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      response += chunk
      const status = statusOf(response)
      if (status === undefined) return
      response = ""
      noteAnswer(status, begun)
      next()
    })
    next()
  })
}

await Promise.all(Array.from({ length: job.connections }, order))

latencies.sort((a, b) => a - b)
const quantile = (q: number): number => latencies[Math.floor(q * latencies.length)] ?? Number.NaN
// When the number of orders ended the run, the elapsed time counts.
const span = (sent < maxOrders ? sendUntil : lastAnswer) - measureFrom
const measured: Measured = {
  rate: (acknowledged * 1000) / span,
  p50: quantile(0.5),
  p99: quantile(0.99),
  statuses,
  errors,
}
process.stdout.write(JSON.stringify(measured))

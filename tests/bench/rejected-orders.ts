// Measures the order time of one buyer while other clients send large orders that are rejected, on a real PostgreSQL.

import { once } from "node:events"
import { createConnection } from "node:net"
import { addManyVariants, type BenchShop, openBenchShop } from "./shop.ts"

const VARIANTS = 1000
const SMALL_LINES = 2

interface Options {
  readonly seconds: number
  readonly connections: number
}

/** Measures and prints. Returns whether every response was the expected one. */
export const benchRejectedOrders = async ({ seconds, connections }: Options): Promise<boolean> => {
  const shop = await openBenchShop()
  try {
    const variants = await addManyVariants(shop, VARIANTS)
    const small = variants.slice(0, SMALL_LINES)
    // The last line exceeds the stock, so the order is rejected only after all lines were read.
    const large = variants.map((line, n) => ({ ...line, quantity: n === VARIANTS - 1 ? 20_000_000 : 1 }))
    const [buyer = "", ...others] = shop.buyers
    const alone = await orderTimes(shop, buyer, small, seconds)
    console.log(`        a buyer alone: ${times(alone.ms)}`)
    const oneAccount = await besideRefusals(
      shop,
      Array.from({ length: connections }, () => others[0] ?? ""),
      large,
      () => orderTimes(shop, buyer, small, seconds),
    )
    console.log(
      `        beside ${connections} refused orders of ${VARIANTS} lines, one account: ${times(oneAccount.ms)}`,
    )
    console.log(`        ${(oneAccount.refused / seconds).toFixed(0)} rejections/s`)
    const accounts = Array.from({ length: connections }, (_, n) => others[n % others.length] ?? "")
    const manyAccounts = await besideRefusals(shop, accounts, large, () => orderTimes(shop, buyer, small, seconds))
    console.log(`        the same from ${others.length} accounts: ${times(manyAccounts.ms)}`)
    console.log(`        ${(manyAccounts.refused / seconds).toFixed(0)} rejections/s`)
    const faults = [alone, oneAccount, manyAccounts].flatMap(({ unexpected }) => unexpected)
    console.log(
      `${faults.length === 0 ? "ok    " : "FAILED"}  every response was as expected ${faults.slice(0, 3).join()}`,
    )
    return faults.length === 0
  } finally {
    await shop.close()
  }
}

type Lines = ReadonlyArray<{ readonly product: number; readonly quantity: number }>

/** Places orders one after the other for a while. */
const orderTimes = async (shop: BenchShop, token: string, lines: Lines, seconds: number) => {
  const ms: Array<number> = []
  const unexpected: Array<string> = []
  const connection = await connect(shop.url)
  const request = requestOf(shop.url, token, lines)
  const end = performance.now() + seconds * 1000
  while (performance.now() < end) {
    const begun = performance.now()
    const status = await connection.send(request)
    ms.push(performance.now() - begun)
    if (status !== "201") unexpected.push(status)
  }
  connection.close()
  return { ms, unexpected }
}

/** Does something while each token sends one rejected order after the other. */
const besideRefusals = async (
  shop: BenchShop,
  tokens: ReadonlyArray<string>,
  lines: Lines,
  work: () => ReturnType<typeof orderTimes>,
) => {
  let goesOn = true
  let refused = 0
  let first = () => {}
  const begun = new Promise<void>((resolve) => {
    first = resolve
  })
  const unexpected: Array<string> = []
  const senders = tokens.map(async (token) => {
    const connection = await connect(shop.url)
    const request = requestOf(shop.url, token, lines)
    while (goesOn) {
      const status = await connection.send(request)
      if (status === "400") refused++
      else unexpected.push(status)
      first()
    }
    connection.close()
  })
  await begun
  refused = 0
  const measured = await work()
  const counted = refused
  goesOn = false
  await Promise.all(senders)
  return { ms: measured.ms, unexpected: [...measured.unexpected, ...unexpected], refused: counted }
}

const requestOf = (url: string, token: string, items: Lines): Buffer => {
  const body = JSON.stringify({ items })
  return Buffer.from(
    `POST /api/orders/ HTTP/1.1\r\nHost: ${new URL(url).host}\r\nAuthorization: Token ${token}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

/** A connection that sends prepared requests, so that the clients take little time from the server. */
const connect = async (url: string) => {
  const { hostname, port } = new URL(url)
  const socket = createConnection({ host: hostname, port: Number(port), noDelay: true })
  await once(socket, "connect")
  return {
    send: (request: Buffer): Promise<string> =>
      new Promise((resolve, reject) => {
        let head = ""
        let missing = Number.POSITIVE_INFINITY
        const read = (chunk: Buffer): void => {
          if (missing === Number.POSITIVE_INFINITY) {
            head += chunk.toString("latin1")
            const bodyAt = head.indexOf("\r\n\r\n") + 4
            if (bodyAt < 4) return
            missing = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0) + bodyAt - head.length
          } else missing -= chunk.length
          if (missing > 0) return
          socket.off("data", read)
          socket.off("error", reject)
          resolve(head.slice(9, 12))
        }
        socket.on("data", read)
        socket.once("error", reject)
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}

const times = (ms: ReadonlyArray<number>): string => {
  const sorted = ms.toSorted((a, b) => a - b)
  const quantile = (q: number): string => (sorted[Math.floor(q * sorted.length)] ?? Number.NaN).toFixed(1)
  return `${ms.length} orders, p50 ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms`
}

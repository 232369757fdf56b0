// Measures sign-ins: their throughput, what a flood of them does to orders, and whether the time of a rejection
// reveals which accounts exist.
import { availableParallelism } from "node:os"
import bcrypt from "bcrypt"
import { inParallel } from "../support/load.ts"
import { measure } from "./measure.ts"
import { addManyVariants, type BenchShop, openBenchShop } from "./shop.ts"

const COST = 12
const CLIENTS = 32
const PASSWORD = "a-long-password"

/** Measures and prints. Returns whether every result met its bound. */
export const benchSignIns = async (seconds: number, rejections: number): Promise<boolean> => {
  // Each client has an address of its own, in `X-Forwarded-For`.
  const shop = await openBenchShop({ SHOPWRIGHT_TRUST_PROXY: "1" })
  try {
    const names = await addSignedUp(shop, 64)
    return [
      await rate(shop, names, seconds),
      await ordersBeside(shop, names, seconds),
      await rejectionTimes(shop, names, rejections),
    ].every(Boolean)
  } finally {
    await shop.close()
  }
}

const median = (values: ReadonlyArray<number>): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
const check = (holds: boolean, what: string): boolean => {
  console.log(`${holds ? "ok    " : "FAILED"}  ${what}`)
  return holds
}

/** Accounts with one password, hashed once. */
const addSignedUp = async ({ url, books }: BenchShop, count: number): Promise<ReadonlyArray<string>> => {
  const first = { username: "member-0", email: "member@example.com", password: PASSWORD }
  await post(`${url}/api/users/register/`, first, "192.0.2.1")
  await books.rows(
    `insert into shopwright.account (username, password_hash)
    select 'member-' || n, a.password_hash from shopwright.account a, generate_series(1, $1::integer) n
    where a.username = 'member-0'`,
    [count - 1],
  )
  return Array.from({ length: count }, (_, n) => `member-${n}`)
}

const post = async (url: string, body: object, from: string): Promise<number> => {
  const headers = { "Content-Type": "application/json", "X-Forwarded-For": from }
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) })
  await response.arrayBuffer()
  return response.status
}

const signIn = ({ url }: BenchShop, username: string, password: string, from: string): Promise<number> =>
  post(`${url}/api/users/login/`, { username, password }, from)

/** Signs in from many clients until it is stopped. Returns the number of responses per status. */
const flood = (shop: BenchShop, names: ReadonlyArray<string>) => {
  const statuses: Record<number, number> = {}
  let goesOn = true
  const clients = Array.from({ length: CLIENTS }, async (_, n) => {
    for (let i = n; goesOn; i += CLIENTS) {
      const status = await signIn(shop, names[i % names.length] ?? "", PASSWORD, `198.51.100.${n}`)
      statuses[status] = (statuses[status] ?? 0) + 1
    }
  })
  return {
    stop: async () => {
      goesOn = false
      await Promise.all(clients)
      return statuses
    },
  }
}

const rate = async (shop: BenchShop, names: ReadonlyArray<string>, seconds: number): Promise<boolean> => {
  const one = median(
    Array.from({ length: 5 }, () => {
      const begun = performance.now()
      bcrypt.hashSync(PASSWORD, COST)
      return performance.now() - begun
    }),
  )
  const begun = performance.now()
  const signIns = flood(shop, names)
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  const statuses = await signIns.stop()
  const perSecond = ((statuses[200] ?? 0) * 1000) / (performance.now() - begun)
  const limit = (availableParallelism() * 1000) / one
  console.log(`\nSign-ins, ${CLIENTS} clients: ${JSON.stringify(statuses)}; one bcrypt takes ${one.toFixed(0)} ms`)
  return check(
    perSecond >= 0.85 * limit,
    `${perSecond.toFixed(2)} a second, ${((perSecond / limit) * 100).toFixed(0)}% of cores / one bcrypt`,
  )
}

const ordersBeside = async (shop: BenchShop, names: ReadonlyArray<string>, seconds: number): Promise<boolean> => {
  const variants = await addManyVariants(shop, 200)
  const orders = variants.map((line, i) => ({ token: shop.buyers[i % shop.buyers.length] ?? "", items: [line] }))
  const job = { url: shop.url, connections: 8, seconds, warmUpSeconds: 2, maxOrders: null, orders }
  const quiet = await measure(job)
  const signIns = flood(shop, names)
  const flooded = await measure(job)
  const statuses = await signIns.stop()
  console.log(`\nOrders from 8 clients, alone and beside ${CLIENTS} who sign in (${JSON.stringify(statuses)})`)
  for (const [name, { rate, p50, p99 }] of Object.entries({ alone: quiet, flooded }))
    console.log(`        ${name}: ${rate.toFixed(0)}/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`)
  return check(flooded.p99 <= 3 * quiet.p99, `p99 is ${(flooded.p99 / quiet.p99).toFixed(2)} times its quiet value`)
}

/** Wrong passwords and unknown users in turn, one at a time. */
const rejectionTimes = async (shop: BenchShop, names: ReadonlyArray<string>, each: number): Promise<boolean> => {
  const times: { wrong: Array<number>; unknown: Array<number> } = { wrong: [], unknown: [] }
  const tries = Array.from({ length: 2 * each }, (_, i) => (i % 2 === 0 ? "wrong" : "unknown") as keyof typeof times)
  await shop.books.rows("delete from shopwright.known_address")
  await inParallel(1, tries, async (kind) => {
    const n = times.wrong.length + times.unknown.length
    const name = kind === "wrong" ? (names[n % names.length] ?? "") : `nobody-${n}`
    // Failures are deleted, because this measures the work and not the throttling.
    if (n % 100 === 99) await shop.books.rows("delete from shopwright.sign_in_attempt")
    const begun = performance.now()
    const status = await signIn(shop, name, "wrong-password", `203.0.113.${n % 250}`)
    if (status !== 401) throw new Error(`a refused sign-in got ${status}`)
    times[kind].push(performance.now() - begun)
  })
  const [wrong, unknown] = [median(times.wrong), median(times.unknown)]
  console.log(
    `\nRefusals, ${each} each in turn: wrong password ${wrong.toFixed(1)} ms, unknown user ${unknown.toFixed(1)} ms`,
  )
  return check(Math.abs(wrong / unknown - 1) < 0.05, "the medians differ by less than 5%")
}

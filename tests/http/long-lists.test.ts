import { once } from "node:events"
import { Deferred, Effect, Option, Stream } from "effect"
import { afterEach, describe, expect, test } from "vitest"
import type { OrderList } from "../../application/order/list-orders.ts"
import type { BuyerOrder } from "../../application/ports/orders.ts"
import { AccountId } from "../../domain/account/account.ts"
import { OrderId } from "../../domain/order/order.ts"
import { type ServedShop, serveShop, signUp } from "../support/http.ts"
import { eventually } from "../support/load.ts"
import { open, sendRaw } from "../support/raw-http.ts"

const order = (id: number): BuyerOrder => ({
  id: OrderId(id),
  account: AccountId(1),
  username: null,
  status: "created",
  delivery: null,
  metadata: null,
  lines: [],
  adjustments: [],
  createdAt: new Date(0),
  updatedAt: new Date(0),
})

const CHUNK_SIZE = 400
/** Some fifty thousand bytes on the wire. */
const chunk = (n: number): ReadonlyArray<BuyerOrder> =>
  Array.from({ length: CHUNK_SIZE }, (_, i) => order(n * CHUNK_SIZE + i + 1))

const nothing: ReadonlyArray<BuyerOrder> = []

/** A list of the given number of chunks. Counts the chunks that were read, and resolves when reading was cancelled. */
const longList = (portions: number, fails?: Error) => {
  const finished = Deferred.makeUnsafe<void>()
  let read = 1
  const rest = Stream.paginate(1, (n) =>
    Effect.suspend(() => {
      if (n >= portions)
        return fails === undefined ? Effect.succeed([nothing, Option.none<number>()] as const) : Effect.die(fails)
      read = n + 1
      return Effect.succeed([chunk(n), Option.some(n + 1)] as const)
    }),
  ).pipe(Stream.ensuring(Deferred.succeed(finished, undefined)))
  return {
    list: Effect.sync((): OrderList => ({ first: chunk(0), rest })),
    read: () => read,
    finished: () => Effect.runPromise(Deferred.await(finished)),
  }
}

let served: ServedShop
let token: string
const serve = async (long: ReturnType<typeof longList>, settings = {}): Promise<void> => {
  served = await serveShop({ ...settings, instead: { listOrders: () => long.list } })
  token = await signUp(served.ask, "anna")
}
afterEach(() => served.close())

const request = (version = "1.1") =>
  `GET /api/orders/ HTTP/${version}\r\nHost: x\r\nAuthorization: Token ${token}\r\nConnection: close\r\n\r\n`

/** Waits until the reading stops: as long as other responses advance it, more are requested. */
const standstill = async (read: () => number): Promise<number> => {
  for (let before = -1; before !== read(); ) {
    before = read()
    for (let i = 0; i < 25; i++) await served.ask("GET", "/api/products/")
  }
  return read()
}

const expected = (portions: number) => Array.from({ length: portions * CHUNK_SIZE }, (_, i) => i + 1)
const idsIn = (text: string) => (JSON.parse(text) as ReadonlyArray<{ readonly id: number }>).map(({ id }) => id)

describe("a list that is longer than one chunk", () => {
  test("is one plain array without a declared length", async () => {
    await serve(longList(9))
    const response = await served.ask("GET", "/api/orders/", { token })
    expect(idsIn(response.text)).toEqual(expected(9))
    expect(response.headers.get("content-length")).toBeNull()
    expect(response.headers.get("content-type")).toBe("application/json")
    expect(served.log()).not.toContain("defect")
  })

  test("is an array when the rest turns out to be empty", async () => {
    await serve(longList(1))
    expect(idsIn((await served.ask("GET", "/api/orders/", { token })).text)).toEqual(expected(1))
  })

  test("ends with the connection for clients of HTTP/1.0", async () => {
    await serve(longList(3))
    const response = await sendRaw(served.url, request("1.0"))
    expect(idsIn(response.slice(response.indexOf("\r\n\r\n") + 4))).toEqual(expected(3))
  })

  test("is not read for HEAD", async () => {
    const long = longList(3)
    await serve(long)
    const head = await served.ask("HEAD", "/api/orders/", { token })
    expect([head.status, head.text, head.headers.get("content-length")]).toEqual([200, "", null])
    expect(long.read()).toBe(1)
  })
})

describe("a client of a long list", () => {
  test("gets the beginning before the rest is read", async () => {
    const never: OrderList = { first: chunk(0), rest: Stream.never }
    await serve({ ...longList(1), list: Effect.succeed(never) })
    const socket = open(served.url)
    socket.write(request())
    const [bytes] = (await once(socket, "data")) as [Buffer]
    expect(bytes.toString()).toContain('[{"id":1,')
    socket.destroy()
  })

  test("pauses the reading while it does not read, and resumes it afterwards", async () => {
    const long = longList(4000)
    await serve(long)
    const socket = open(served.url).pause()
    socket.write(request())
    await eventually("the list was begun", () => long.read() > 1)
    const read = await standstill(long.read)
    // Bytes in transit between two processes: some megabytes of the kernel's buffers.
    expect(read).toBeLessThan(1000)
    socket.resume()
    await eventually("it was read on", () => long.read() > 2 * read)
    socket.destroy()
  })

  test("ends the reading when it disconnects, which is not a defect", async () => {
    const long = longList(Number.POSITIVE_INFINITY)
    await serve(long)
    const socket = open(served.url)
    socket.write(request())
    await once(socket, "data")
    socket.resetAndDestroy()
    await long.finished()
    const read = long.read()
    expect(await standstill(long.read)).toBe(read)
    await served.closeServer()
    expect(served.log()).toContain("client disconnected")
    expect(served.log()).not.toContain("defect")
  })

  test("loses its connection after the write timeout when it does not read, and the reading ends", async () => {
    const long = longList(Number.POSITIVE_INFINITY)
    await serve(long, { listen: { writeTimeout: 300 } })
    const socket = open(served.url).pause()
    socket.on("error", () => undefined).write(request())
    await long.finished()
    socket.destroy()
  })

  test("is disconnected after the bound when the server closes", async () => {
    const long = longList(Number.POSITIVE_INFINITY)
    await serve(long, { listen: { closeWithin: 50 } })
    const reading = sendRaw(served.url, request()).catch(() => "reset")
    await eventually("the list was begun", () => long.read() > 1)
    await served.closeServer()
    await long.finished()
    expect(await reading).not.toMatch(/\]\r\n0\r\n\r\n$/)
  })
})

describe("a list that fails in the middle", () => {
  const fallen = new Error("the shelf fell over")

  test("is cut off, so that no client takes it for complete, and logged", async () => {
    await serve(longList(3, fallen))
    await expect(served.ask("GET", "/api/orders/", { token, headers: { "x-request-id": "half" } })).rejects.toThrow()
    await eventually("it was logged", () => served.log().includes("response aborted"))
    const lines = served
      .log()
      .split("\n")
      .filter((line) => line.includes('"requestId":"half"'))
    expect(lines.map((line) => (JSON.parse(line) as { readonly msg: string }).msg)).toEqual([
      "defect",
      "response aborted",
    ])
    expect(lines[0]).toContain("the shelf fell over")
    expect((await served.ask("GET", "/api/products/")).status).toBe(200)
  })

  test("is reset for HTTP/1.0, where a normal end would look complete", async () => {
    await serve(longList(3, fallen))
    await expect(sendRaw(served.url, request("1.0"))).rejects.toThrow("ECONNRESET")
  })
})

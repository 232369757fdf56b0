import { PRODUCTS_CHANGED } from "./catalog-event.ts"
import { type Database, type Queries, type Statement, unnamed } from "./database.ts"
import { isDue } from "./outbox-times.ts"

/** The subscribers of one shop that may have something to receive. */
export interface WaitingRequest {
  /** The quoted schema of the shop's tables. */
  readonly schema: string
  readonly subscribers: ReadonlyArray<string>
}

/**
 * Returns, for each request, the subscribers that may have something to receive. One statement asks for all shops.
 * Deferred events count only where they are the first of their stream and due, as in `readNext`.
 */
export const findWaiting = async (
  rows: Queries["rows"],
  requests: ReadonlyArray<WaitingRequest>,
): Promise<ReadonlyArray<ReadonlyArray<string>>> => {
  const text = requests.map(({ schema }, shop) => select(schema, shop)).join(" union all ")
  const statement: Statement = requests.length === 1 ? { name: "waiting subscribers", text } : unnamed(text)
  const found = await rows<WaitingRow>(
    statement,
    requests.map(({ subscribers }) => [...subscribers]),
  )
  const idle = found.filter(({ position, last, unplaced, due }) => !unplaced && !due && (last ?? 0) <= position)
  const idleNames = new Set(idle.map(({ shop, name }) => `${shop} ${name}`))
  return requests.map(({ subscribers }, shop) => subscribers.filter((name) => !idleNames.has(`${shop} ${name}`)))
}

const select = (s: string, shop: number): string => `select ${shop} as shop, s.name, s.position,
    (select pg_catalog.max(e.position) from ${s}.event e where e.kind <> '${PRODUCTS_CHANGED}') as last,
    exists (select 1 from ${s}.event e where e.position is null and e.kind <> '${PRODUCTS_CHANGED}') as unplaced,
    s.name in (
      select d.subscriber from (
        select distinct on (subscriber, stream) * from ${s}.deferred_event
        where subscriber = any ($${shop + 1}::text[]) order by subscriber, stream, number
      ) d where ${isDue("d")}
    ) as due
  from ${s}.subscriber s where s.name = any ($${shop + 1}::text[])`

interface WaitingRow {
  readonly shop: number
  readonly name: string
  readonly position: number
  readonly last: number | null
  readonly unplaced: boolean
  readonly due: boolean
}

interface Call {
  readonly database: Database
  readonly subscribers: ReadonlyArray<string>
  readonly resolve: (waiting: ReadonlyArray<string> | PromiseLike<ReadonlyArray<string>>) => void
}

/**
 * The most shops in one statement. A statement locks the tables and indexes that it reads, about 10 for each shop, and the
 * lock table of a server has 64 entries for each connection by default.
 */
const MAX_SHOPS = 20

/** The calls of this turn of the event loop, by the host's pool. */
const collected = new WeakMap<object, Array<Call>>()

/** Returns the waiting subscribers of a shop. Shops that ask in the same turn on one pool of a host share statements. */
export const waitingOf = (database: Database, subscribers: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
  const { hostPool } = database
  if (hostPool === undefined) return alone({ database, subscribers })
  return new Promise((resolve) => {
    const calls = collected.get(hostPool) ?? []
    calls.push({ database, subscribers, resolve })
    if (calls.length > 1) return
    collected.set(hostPool, calls)
    setImmediate(() => {
      collected.delete(hostPool)
      for (let first = 0; first < calls.length; first += MAX_SHOPS) ask(calls.slice(first, first + MAX_SHOPS))
    })
  })
}

/** Asks for several shops at once. When that fails, each asks alone: a schema that is broken or old affects no other. */
const ask = (calls: ReadonlyArray<Call>): void => {
  const [first] = calls
  if (first === undefined) return
  const requests = calls.map(({ database: { schema }, subscribers }) => ({ schema, subscribers }))
  const together = calls.length === 1 ? Promise.reject() : findWaiting(first.database.rows, requests)
  together.then(
    (found) => calls.forEach(({ resolve }, i) => void resolve(found[i] ?? [])),
    () => calls.forEach((call) => void call.resolve(alone(call))),
  )
}

const alone = async ({
  database: { rows, schema },
  subscribers,
}: Pick<Call, "database" | "subscribers">): Promise<ReadonlyArray<string>> => {
  const [found = []] = await findWaiting(rows, [{ schema, subscribers }])
  return found
}

import type { Database, Row } from "./database.ts"

const AT_ONCE = 1000

interface Unplaced {
  readonly stream: string
  readonly number: number
  readonly id: number
}

/**
 * Gives every event that has no position the next ones, in the order of their streams and otherwise in the order of
 * their ids, which is nearly that of time.
 *
 * The events are read before the lock is taken: an event that another process has placed meanwhile is left as it is,
 * and leaves a gap. Stops after about `limit` events. Returns whether all have positions.
 */
export const assignPositions = async (database: Database, limit = Number.POSITIVE_INFINITY): Promise<boolean> => {
  for (let count = 0; count < limit; count += AT_ONCE) {
    const found = await readUnplaced(database)
    if (found.length === 0) return true
    // A statement sees an event only together with all earlier ones of its stream, unless it reads only some of them.
    const complete = found.length < AT_ONCE ? found : [...found, ...(await readPredecessors(database, found))]
    await place(database, inOrder(complete))
    if (found.length < AT_ONCE) return true
  }
  return false
}

const readUnplaced = async ({ rows, schema: s }: Database): Promise<ReadonlyArray<Unplaced>> => {
  const text = `select stream, number, id from ${s}.event where position is null order by id limit ${AT_ONCE}`
  return (await rows({ name: "unplaced events", text }, [])).map(unplaced)
}

/** Earlier events of the same streams. Ids follow the order of a stream only where one server generates them. */
const readPredecessors = async (
  { rows, schema: s }: Database,
  found: ReadonlyArray<Unplaced>,
): Promise<ReadonlyArray<Unplaced>> => {
  const text = `select e.stream, e.number, e.id
    from unnest($1::text[], $2::bigint[]) as f (stream, number)
    join ${s}.event e on e.stream = f.stream and e.number < f.number
    where e.position is null`
  const later = found.filter(({ number }) => number > 1)
  if (later.length === 0) return []
  const known = new Set(found.map(keyOf))
  const read = await rows({ name: "preceding events", text }, [
    later.map(({ stream }) => stream),
    later.map(({ number }) => number),
  ])
  const missing = read.map(unplaced).filter((event) => !known.has(keyOf(event)))
  return [...new Map(missing.map((event) => [keyOf(event), event])).values()]
}

const unplaced = ({ stream, number, id }: Row): Unplaced => ({
  stream: String(stream),
  number: Number(number),
  id: Number(id),
})

const keyOf = ({ stream, number }: Unplaced): string => `${stream}/${number}`

/** Sorts by id, but never an event before an earlier one of its stream. */
export const inOrder = (events: ReadonlyArray<Unplaced>): ReadonlyArray<Unplaced> => {
  const turns = new Map<string, number>()
  return events
    .toSorted((a, b) => a.number - b.number)
    .map((event) => {
      const turn = Math.max(turns.get(event.stream) ?? 0, event.id)
      turns.set(event.stream, turn)
      return { event, turn }
    })
    .sort((a, b) => a.turn - b.turn || a.event.number - b.event.number)
    .map(({ event }) => event)
}

const place = (database: Database, events: ReadonlyArray<Unplaced>): Promise<void> =>
  database.transaction(async ({ rows }) => {
    const s = database.schema
    const reserve = `update ${s}.outbox set last_position = last_position + $1 returning last_position`
    const [row] = await rows({ name: "reserve positions", text: reserve }, [events.length])
    const first = Number(row?.last_position) - events.length + 1
    const text = `update ${s}.event e set position = p.position
      from unnest($1::text[], $2::bigint[], $3::bigint[]) as p (stream, number, position)
      where e.stream = p.stream and e.number = p.number and e.position is null`
    await rows({ name: "place events", text }, [
      events.map(({ stream }) => stream),
      events.map(({ number }) => number),
      events.map((_, i) => first + i),
    ])
  })

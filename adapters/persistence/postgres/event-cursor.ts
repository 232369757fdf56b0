import { PRODUCTS_CHANGED } from "./catalog-event.ts"
import type { Database, Row } from "./database.ts"
import { assignPositions } from "./outbox-positions.ts"
import { milliseconds } from "./time.ts"

/**
 * How far a reader has read the events. Positions become visible in ascending order, so the newest position says which
 * events with a position are new. An event without one is visible as soon as its transaction has committed, so those
 * that were read are remembered one by one.
 */
export interface EventCursor {
  /** The newest event with a position. `null` if there was none. */
  readonly newest: (EventKey & { readonly position: number }) | null
  /** The events that were read before they had a position: id and time. */
  readonly unplaced: ReadonlyMap<number, number>
}

/** A restored database may assign an id again. `at`, in milliseconds since 1970, distinguishes the two events. */
interface EventKey {
  readonly id: number
  readonly at: number
}

/** An event as far as product lists need it. */
export interface ListedEvent extends EventKey {
  readonly position: number | null
  readonly stream: string
  /** Only of announcements; see {@link PRODUCTS_CHANGED}. */
  readonly facts: unknown
}

/** Above this number of events without a position, positions should be assigned, because each read returns all of them. */
export const MANY_UNPLACED = 100
/** More events without a position are given positions before they are read. */
const MAX_UNPLACED = 250
/** Events with a position that one statement reads. */
const AT_ONCE = 1000
/** With more new events than this, it is cheaper to read all products. */
const MAX_NEW = 20_000

/** Returns a cursor behind the events that are visible now. Later reads may return some of them nevertheless. */
export const cursorAtEnd = async ({ rows, schema: s }: Database): Promise<EventCursor> => {
  const text = `(select ${columns} from ${s}.event where position is not null order by position desc limit 1)
    union all ${selectUnplaced(s)}`
  return moved({ newest: null, unplaced: new Map() }, (await rows({ name: "last events", text }, [])).map(listed))
}

/**
 * Returns the events that the cursor has not read, in no particular order, and the cursor behind them. Returns `null`
 * if the list must be read as a whole: the newest known event was purged, a backup was restored, or there are too many.
 */
export const readNewEvents = async (
  database: Database,
  cursor: EventCursor,
): Promise<{ readonly events: ReadonlyArray<ListedEvent>; readonly cursor: EventCursor } | null> => {
  const events: Array<ListedEvent> = []
  let end = cursor
  while (events.length < MAX_NEW) {
    const found = await readFrom(database, end)
    if (end.newest !== null && !found.some((event) => isNewest(end, event))) return null
    const unplaced = found.filter(({ position }) => position === null).length
    if (unplaced === MAX_UNPLACED) {
      if (!(await assignPositions(database, MAX_NEW))) return null
      continue
    }
    for (const event of found) if (!isNewest(end, event) && end.unplaced.get(event.id) !== event.at) events.push(event)
    end = moved(end, found)
    if (found.length - unplaced < AT_ONCE) return { events, cursor: end }
  }
  return null
}

const columns = `position, id, ${milliseconds("at")} as at, stream,
  case when kind = '${PRODUCTS_CHANGED}' then facts end as facts`

/** Reads the newest known event, the next ones with a position, and those without one. */
const readFrom = async (
  { rows, schema: s }: Database,
  { newest }: EventCursor,
): Promise<ReadonlyArray<ListedEvent>> => {
  const text = `(select ${columns} from ${s}.event where position >= $1 order by position limit ${AT_ONCE})
    union all ${selectUnplaced(s)}`
  return (await rows({ name: "new events", text }, [newest?.position ?? 0])).map(listed)
}

/*
 * The limit and the order lead the database to read the index in its order. It then removes the entries of events that
 * have got their positions, which it does not when it reads the index as a whole.
 */
const selectUnplaced = (s: string): string =>
  `(select ${columns} from ${s}.event where position is null order by id limit ${MAX_UNPLACED})`

const listed = ({ position, id, at, stream, facts }: Row): ListedEvent => ({
  position: position === null ? null : Number(position),
  id: Number(id),
  at: Math.round(Number(at)),
  stream: String(stream),
  facts,
})

const isNewest = ({ newest }: EventCursor, event: ListedEvent): boolean =>
  newest !== null && newest.position === event.position && newest.id === event.id && newest.at === event.at

/** Returns the cursor behind events, which include all that have no position. */
const moved = ({ newest }: EventCursor, events: ReadonlyArray<ListedEvent>): EventCursor => {
  const unplaced = new Map<number, number>()
  let last = newest
  for (const { position, id, at } of events) {
    if (position === null) unplaced.set(id, at)
    else if (last === null || position > last.position) last = { position, id, at }
  }
  return { newest: last, unplaced }
}

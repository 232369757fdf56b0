import { PRODUCTS_CHANGED } from "./catalog-event.ts"
import type { Database, Row } from "./database.ts"
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

/** The time tells events apart whose ids a restored database has given again. In milliseconds since 1970. */
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

/** With more events than this without a position, they should be given positions: a cursor remembers each of them. */
export const MAX_UNPLACED = 500
/** With more new events than this, it is cheaper to read all products. */
const MAX_NEW = 50_000

/** Returns a cursor behind the events that are visible now. Later reads may return some of them nevertheless. */
export const cursorAtEnd = async ({ rows, schema: s }: Database): Promise<EventCursor> => {
  const text = `(select position, id, ${milliseconds("at")} as at from ${s}.event
      where position is not null order by position desc limit 1)
    union all
    (select position, id, ${milliseconds("at")} as at from ${s}.event where position is null limit ${MAX_UNPLACED + 1})`
  const events = (await rows({ name: "last events", text }, [])).map(listed)
  return moved({ newest: null, unplaced: new Map() }, events)
}

/**
 * Returns the events that the cursor has not read, in no particular order, and the cursor behind them. Returns `null`
 * if they cannot be told: the newest event was purged, the database was restored from a backup, or there are too many.
 */
export const readNewEvents = async (
  { rows, schema: s }: Database,
  cursor: EventCursor,
): Promise<{ readonly events: ReadonlyArray<ListedEvent>; readonly cursor: EventCursor } | null> => {
  const columns = `position, id, ${milliseconds("at")} as at, stream,
    case when kind = '${PRODUCTS_CHANGED}' then facts end as facts`
  const text = `(select ${columns} from ${s}.event where position >= $1 order by position limit ${MAX_NEW})
    union all
    (select ${columns} from ${s}.event where position is null and not (id = any ($2::bigint[])) limit ${MAX_NEW})`
  const found = await rows({ name: "new events", text }, [cursor.newest?.position ?? 0, [...cursor.unplaced.keys()]])
  if (found.length >= MAX_NEW) return null
  const events = found.map(listed)
  if (cursor.newest !== null && !events.some((event) => isNewest(cursor, event))) return null
  const isKnown = (event: ListedEvent) => isNewest(cursor, event) || cursor.unplaced.get(event.id) === event.at
  return { events: events.filter((event) => !isKnown(event)), cursor: moved(cursor, events) }
}

const listed = ({ position, id, at, stream = "", facts = null }: Row): ListedEvent => ({
  position: position === null ? null : Number(position),
  id: Number(id),
  at: Math.round(Number(at)),
  stream: String(stream),
  facts,
})

const isNewest = ({ newest }: EventCursor, event: ListedEvent): boolean =>
  newest !== null && newest.position === event.position && newest.id === event.id && newest.at === event.at

const moved = (cursor: EventCursor, events: ReadonlyArray<ListedEvent>): EventCursor => {
  let { newest } = cursor
  const unplaced = new Map(cursor.unplaced)
  for (const { position, id, at } of events) {
    if (position === null) unplaced.set(id, at)
    else {
      unplaced.delete(id)
      if (newest === null || position > newest.position) newest = { position, id, at }
    }
  }
  return { newest, unplaced }
}

import { Result } from "effect"
import { MAX_ID } from "../../../../domain/max-id.ts"
import type { Field } from "../../dialect/field.ts"
import { fault } from "../../dialect/json/fields.ts"

/** Long enough for a cursor with the name of a product. */
const CURSOR_MAX_LENGTH = 4000

/** Where a page begins, as a text for clients and as a field of a query. */
export interface Cursor<Place> {
  readonly encode: (place: Place) => string
  readonly field: Field<Place>
}

/**
 * Makes cursors of what `write` returns. They are opaque to clients, so that their content may change. `read` returns
 * `null` for a text that `write` does not return.
 */
export const cursorOf = <Place>(
  write: (place: Place) => string,
  read: (text: string) => Place | null,
): Cursor<Place> => {
  const encode = (place: Place): string => Buffer.from(write(place)).toString("base64url")
  const decode = (text: string): Place | null => {
    const place = read(Buffer.from(text, "base64url").toString())
    // Several base64 texts decode to the same place. Only the canonical one is accepted.
    return place !== null && encode(place) === text ? place : null
  }
  return {
    encode,
    field: {
      shape: { type: "text", maxLength: CURSOR_MAX_LENGTH },
      read: (value) => {
        const place = typeof value === "string" && value.length <= CURSOR_MAX_LENGTH ? decode(value) : null
        return place === null ? fault("must be the `next` of a page of this list") : Result.succeed(place)
      },
    },
  }
}

/** The cursor of lists in the order of ids. */
export const idCursor = cursorOf<number>(
  (id) => `after ${id}`,
  (text) => {
    const id = Number(/^after (\d{1,16})$/.exec(text)?.[1] ?? Number.NaN)
    return id <= MAX_ID ? id : null
  },
)

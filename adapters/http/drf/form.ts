import { type FormEntry, UploadedFile } from "../bodies/body.ts"

/** A form's values as DRF's serializers see them: a text, a file, an object, or a list. */
export type FormValue = string | UploadedFile | { [name: string]: FormValue } | Array<FormValue>

const inList = /^([^[\].]+)\[(\d{1,9})\](?:(?:\.?([^[\].]+))|\[([^[\]]+)\])?$/

/**
 * Converts names and values to nested data in DRF's list notation: `tags[0]=a`, and `items[0]product=1` for lists of
 * objects. Also accepts the common forms `items[0].product` and `items[0][product]`. The last value of a repeated name
 * counts. Items are sorted by position, without gaps.
 */
export const formData = (pairs: Iterable<FormEntry>): { [name: string]: FormValue } => {
  // Has no prototype, because clients choose the names.
  const data: { [name: string]: FormValue } = Object.create(null)
  const lists = new Map<string, Map<number, FormValue>>()
  for (const [name, value] of pairs) {
    const parts = inList.exec(name)
    if (parts === null) {
      data[name] = value
      continue
    }
    const [, listName = "", position, dotted, bracketed] = parts
    const member = dotted ?? bracketed
    const places = lists.get(listName) ?? new Map<number, FormValue>()
    lists.set(listName, places)
    const place = places.get(Number(position))
    if (member === undefined) places.set(Number(position), value)
    else if (typeof place === "object" && !Array.isArray(place) && !(place instanceof UploadedFile))
      place[member] = value
    else places.set(Number(position), Object.assign(Object.create(null), { [member]: value }))
  }
  for (const [name, places] of lists) data[name] = [...places].sort(([a], [b]) => a - b).map(([, value]) => value)
  return data
}

/** A form's value as DRF's serializers read it: a text, an object of texts, or a list of either. */
export type FormValue = string | { [name: string]: FormValue } | Array<FormValue>

const inList = /^([^[\].]+)\[(\d{1,9})\](?:(?:\.?([^[\].]+))|\[([^[\]]+)\])?$/

/**
 * Converts names and values to nested data in DRF's list notation: `tags[0]=a`, and `items[0]product=1` for lists of
 * objects. Also accepts the common forms `items[0].product` and `items[0][product]`. The last value of a repeated name
 * counts. Items are sorted by position, without gaps.
 */
export const formData = (pairs: Iterable<readonly [string, string]>): { [name: string]: FormValue } => {
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
    else if (typeof place === "object" && !Array.isArray(place)) place[member] = value
    else places.set(Number(position), Object.assign(Object.create(null), { [member]: value }))
  }
  for (const [name, places] of lists) data[name] = [...places].sort(([a], [b]) => a - b).map(([, value]) => value)
  return data
}

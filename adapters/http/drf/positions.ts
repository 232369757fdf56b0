import type { Faults } from "./field.ts"

type FieldFaults = { readonly [field: string]: Faults }

/** Returns faults for a list that was sent under `name`: `faults` at the given positions and `{}` elsewhere. */
export const atPositions = (
  sent: unknown,
  name: string,
  places: ReadonlyArray<number>,
  faults: FieldFaults,
): ReadonlyArray<FieldFaults> => {
  // A set keeps the cost linear: every line of an order can be at fault.
  const wrong = new Set(places)
  const length = places.reduce((length, place) => Math.max(length, place + 1), sentLength(sent, name))
  return Array.from({ length }, (_, place) => (wrong.has(place) ? faults : {}))
}

const sentLength = (sent: unknown, name: string): number => {
  if (typeof sent !== "object" || sent === null || !Object.hasOwn(sent, name)) return 0
  const list = (sent as { readonly [name: string]: unknown })[name]
  return Array.isArray(list) ? list.length : 0
}

const inList = /^([^[\].]+)\[(\d{1,4})\]\.([^[\].]+)$/

/** Returns a fault under the domain's name of the field, such as `price` or `variants[1].size`. */
export const atPath = (field: string, faults: Faults): FieldFaults => {
  const parts = inList.exec(field)
  if (parts === null) return { [field]: faults }
  const [, list = "", place = "0", member = ""] = parts
  return { [list]: atPositions(undefined, list, [Number(place)], { [member]: faults }) }
}

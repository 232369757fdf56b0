import { type CatalogFault, MAX_FAULTS } from "./invalid-catalog.ts"

/** Collects faults. Keeps the first {@link MAX_FAULTS} and counts the rest. */
export class Faults {
  readonly kept: Array<CatalogFault> = []
  count = 0

  add(place: string, fault: string): void {
    this.count += 1
    if (this.kept.length < MAX_FAULTS) this.kept.push({ place, fault })
  }
}

/** A value of a parsed file with its position, such as `products[3].variants[0]`. */
export interface Placed {
  readonly place: string
  readonly value: unknown
  readonly faults: Faults
}

export const fault = ({ faults, place }: Placed, text: string): void => faults.add(place, text)

/**
 * Returns the fields of an object by name, `undefined` for a missing one. Unknown keys are faults, because a misspelt
 * key would lose data. Only own properties count, so `__proto__` and `constructor` are ordinary keys.
 */
export const fieldsOf = <Required extends string, Optional extends string = never>(
  at: Placed,
  required: ReadonlyArray<Required>,
  optional: ReadonlyArray<Optional> = [],
): ((key: Required | Optional) => Placed | undefined) => {
  const { place, value, faults } = at
  const known: ReadonlyArray<string> = [...required, ...optional]
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    fault(at, `must be an object with ${listed(required)}`)
    return () => undefined
  }
  const fields = new Map<string, Placed>(
    Object.entries(value).map(([key, field]) => [key, { place: childPath(place, key), value: field, faults }]),
  )
  for (const [key, field] of fields)
    if (!known.includes(key)) fault(field, `is unknown here; known are ${listed(known)}`)
  for (const key of required) if (!fields.has(key)) faults.add(childPath(place, key), "is missing")
  return (key) => fields.get(key)
}

/** Returns the items of a list, each with its position. */
export const itemsOf = (at: Placed): ReadonlyArray<Placed> => {
  if (Array.isArray(at.value))
    return Array.from(at.value, (value: unknown, i) => ({ place: `${at.place}[${i}]`, value, faults: at.faults }))
  fault(at, "must be a list")
  return []
}

/** Formats a value for a fault message: one line, shortened. */
export const formatValue = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text)

const listed = (names: ReadonlyArray<string>): string => names.map((name) => `"${name}"`).join(", ")

const plainKey = /^[A-Za-z_$][\w$]{0,59}$/

const childPath = (place: string, key: string): string => {
  if (!plainKey.test(key)) return `${place}[${formatValue(key)}]`
  return place === "" ? key : `${place}.${key}`
}

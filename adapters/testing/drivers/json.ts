import { ShopFailed } from "../shop-errors.ts"

// Reads a response as a mapping describes it, and reports what is missing otherwise. Fields are paths, such as `data.id`.

/** Returns a field, or `undefined` if it is missing. */
export const optional = (value: unknown, field: string): unknown => {
  let found = value
  for (const part of field.split(".")) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, part)) return undefined
    const holder: object = found
    found = Object.entries(holder).find(([key]) => key === part)?.[1]
  }
  return found
}

/** Returns a required field. */
export const present = (value: unknown, field: string): unknown => {
  const found = optional(value, field)
  if (found === undefined) throw new ShopFailed(`a response has no "${field}": ${shown(value)}`)
  return found
}

/** Reads a number, also as a decimal text. */
export const numberAt = (value: unknown, field: string): number => {
  const found = present(value, field)
  if (typeof found === "number") return found
  if (typeof found === "string" && /^-?\d+(\.\d+)?$/.test(found)) return Number(found)
  throw new ShopFailed(`"${field}" is no number: ${shown(value)}`)
}

export const textAt = (value: unknown, field: string): string => {
  const found = present(value, field)
  if (typeof found === "string") return found
  throw new ShopFailed(`"${field}" is no text: ${shown(value)}`)
}

export const list = (value: unknown): ReadonlyArray<unknown> => {
  if (Array.isArray(value)) return value
  throw new ShopFailed(`a response is not a list: ${shown(value)}`)
}

/** Builds an object from fields and values. A field may be a path. */
export const objectOf = (fields: ReadonlyArray<readonly [field: string, value: unknown]>): Record<string, unknown> => {
  const whole: Record<string, unknown> = {}
  for (const [field, value] of fields) {
    const [first = "", ...rest] = field.split(".")
    const known = whole[first]
    const inner = typeof known === "object" && known !== null && !Array.isArray(known) ? Object.entries(known) : []
    whole[first] = rest.length === 0 ? value : objectOf([...inner, [rest.join("."), value]])
  }
  return whole
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? "nothing").slice(0, 200)

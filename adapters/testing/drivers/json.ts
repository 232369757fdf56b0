import { ShopFailed } from "../driver.ts"

// Reads a response as the document shows it, and reports what is missing otherwise.

/** Returns a required field. */
export const present = (value: unknown, field: string): unknown => {
  if (typeof value === "object" && value !== null && Object.hasOwn(value, field))
    return Object.entries(value).find(([key]) => key === field)?.[1]
  throw new ShopFailed(`a response has no "${field}": ${shown(value)}`)
}

export const numberAt = (value: unknown, field: string): number => {
  const found = present(value, field)
  if (typeof found === "number") return found
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

const shown = (value: unknown): string => (JSON.stringify(value) ?? "nothing").slice(0, 200)

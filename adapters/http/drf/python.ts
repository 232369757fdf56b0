/** Returns Python's name for the type of a JSON value. */
export const typeName = (value: unknown): string => {
  if (value === null || value === undefined) return "NoneType"
  if (typeof value === "string") return "str"
  if (typeof value === "boolean") return "bool"
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float"
  return Array.isArray(value) ? "list" : "dict"
}

/**
 * Returns Python's `str()` of a scalar. Returns only the type of lists and objects, because nested input is not echoed.
 */
export const text = (value: unknown): string => {
  if (typeof value === "string") return value
  if (typeof value === "boolean") return value ? "True" : "False"
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : value > 0 ? "inf" : "-inf"
  return value === null || value === undefined ? "None" : typeName(value)
}

const isSpace = (code: number): boolean =>
  code === 0x20 ||
  (code >= 0x09 && code <= 0x0d) ||
  (code >= 0x1c && code <= 0x1f) ||
  code === 0x85 ||
  code === 0xa0 ||
  code === 0x1680 ||
  (code >= 0x2000 && code <= 0x200a) ||
  code === 0x2028 ||
  code === 0x2029 ||
  code === 0x202f ||
  code === 0x205f ||
  code === 0x3000

/** Python's `str.strip()`. It strips slightly other characters than JavaScript's `trim()`. Takes linear time. */
export const strip = (value: string): string => {
  let start = 0
  let end = value.length
  while (start < end && isSpace(value.charCodeAt(start))) start++
  while (end > start && isSpace(value.charCodeAt(end - 1))) end--
  return value.slice(start, end)
}

/** Python's `len()` of a text: the number of code points. */
export const length = (value: string): number => {
  let units = value.length
  for (let i = 0; i < value.length - 1; i++) if (isPair(value, i)) units--
  return units
}

const isPair = (value: string, index: number): boolean =>
  (value.charCodeAt(index) & 0xfc00) === 0xd800 && (value.charCodeAt(index + 1) & 0xfc00) === 0xdc00

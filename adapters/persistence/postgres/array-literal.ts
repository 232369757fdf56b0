/**
 * Returns PostgreSQL's literal of an array of numbers, strings and nulls, or `undefined` for other arrays. `pg` writes
 * the same literal, but takes several times as long, because it escapes every element.
 */
export const arrayLiteral = (values: ReadonlyArray<unknown>): string | undefined => {
  let literal = "{"
  for (const value of values) {
    if (literal.length > 1) literal += ","
    if (value === null) literal += "NULL"
    else if (typeof value === "number") literal += value
    else if (typeof value === "string")
      literal += `"${SPECIAL.test(value) ? value.replace(EACH_SPECIAL, "\\$&") : value}"`
    else return undefined
  }
  return `${literal}}`
}

const SPECIAL = /["\\]/
const EACH_SPECIAL = /["\\]/g

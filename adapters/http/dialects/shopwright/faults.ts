import type { Faults } from "../../dialect/field.ts"
import type { HttpResponse } from "../../dialect/response.ts"
import { problem } from "./problem.ts"

/** The most invalid values that one response lists. */
const MAX_ERRORS = 100

/** Returns 400 with every invalid value of a body and its JSON pointer. */
export const invalidBody = (faults: Faults): HttpResponse => {
  const errors = pointersOf(faults, "")
    .slice(0, MAX_ERRORS)
    .map(([pointer, detail]) => ({ pointer, detail }))
  return problem("invalid-request", summary(errors.length), { errors })
}

/** Returns 400 with every invalid or unknown query parameter. */
export const invalidQuery = (faults: Faults): HttpResponse => {
  const errors = pointersOf(faults, "")
    .slice(0, MAX_ERRORS)
    .map(([pointer, detail]) => ({ parameter: pointer.slice(1), detail }))
  return problem("invalid-request", summary(errors.length), { errors })
}

/** Returns 400 for one invalid header. */
export const invalidHeader = (header: string, detail: string): HttpResponse =>
  problem("invalid-request", summary(1), { errors: [{ header, detail }] })

const summary = (count: number): string => (count === 1 ? "One value is invalid." : `${count} values are invalid.`)

type Placed = readonly [pointer: string, detail: string]

const pointersOf = (faults: Faults, pointer: string): ReadonlyArray<Placed> => {
  if (!Array.isArray(faults))
    return Object.entries(faults as { readonly [name: string]: Faults }).flatMap(([name, inner]) =>
      pointersOf(inner, name === WHOLE ? pointer : `${pointer}/${escaped(name)}`),
    )
  return (faults as ReadonlyArray<string | Faults>).flatMap((fault, index) =>
    typeof fault === "string" ? [[pointer, fault] as const] : pointersOf(fault, `${pointer}/${index}`),
  )
}

/** Names the item of a list itself, where faults are listed by member. */
export const WHOLE = ""

const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1")

/** Converts the domain's name of a place in a body, such as `variants[1].size`, to a JSON pointer. */
export const pointerOf = (field: string): string => `/${field.replaceAll(/\[(\d+)\]/g, "/$1").replaceAll(".", "/")}`

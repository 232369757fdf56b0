import type { Faults } from "../field.ts"

/** An invalid value: its JSON pointer (RFC 6901), and a message. */
export interface PlacedFault {
  /** `""` for the whole body, `/lines/0/quantity` for a member. */
  readonly pointer: string
  readonly message: string
}

/** The most invalid values that one response lists. */
const MAX_PLACED = 100

/** Names the item of a list itself, where faults are listed by member. */
export const WHOLE = ""

/** Lists the first 100 faults, each with its place. */
export const placedFaults = (faults: Faults): ReadonlyArray<PlacedFault> => placed(faults, "").slice(0, MAX_PLACED)

const placed = (faults: Faults, pointer: string): ReadonlyArray<PlacedFault> => {
  if (!Array.isArray(faults))
    return Object.entries(faults as { readonly [name: string]: Faults }).flatMap(([name, inner]) =>
      placed(inner, name === WHOLE ? pointer : `${pointer}/${escaped(name)}`),
    )
  return (faults as ReadonlyArray<string | Faults>).flatMap((fault, index) =>
    typeof fault === "string" ? [{ pointer, message: fault }] : placed(fault, `${pointer}/${index}`),
  )
}

const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1")

/**
 * Converts the domain's name of a place in a body, as in the error `InvalidField`, to a JSON pointer.
 *
 * @example
 * pointerOf("variants[1].size") // "/variants/1/size"
 */
export const pointerOf = (field: string): string => `/${field.replaceAll(/\[(\d+)\]/g, "/$1").replaceAll(".", "/")}`

import { didYouMean } from "../../../application/suggest.ts"
import { describeValue, type Fault, fileOnly, InvalidValue, type Kind } from "./kind.ts"

/** The kinds of an object's members. A key that the type has and the shape has not is a compile error. */
export type Shape<A> = { readonly [Key in keyof A]-?: Kind<unknown> }

/** An object in the configuration file. Reports every invalid member and every unknown key with its place. */
export const object = <A extends object>(shape: Shape<A>, required: ReadonlyArray<keyof A & string> = []): Kind<A> =>
  fileOnly((value, base) => {
    if (!isObject(value)) throw new InvalidValue(`must be an object, not ${describeValue(value)}`)
    const known: Readonly<Record<string, Kind<unknown>>> = shape
    const faults: Array<Fault> = []
    const read: Record<string, unknown> = {}
    for (const [key, member] of Object.entries(value)) {
      const kind = Object.hasOwn(known, key) ? known[key] : undefined
      if (kind === undefined) {
        faults.push({ place: `.${key}`, text: `is not a setting${didYouMean(key, Object.keys(known))}` })
      } else if (member !== undefined) read[key] = at(`.${key}`, faults, () => kind.fromValue(member, base))
    }
    for (const key of required) if (value[key] === undefined) faults.push({ place: `.${key}`, text: "is missing" })
    if (faults.length > 0) throw new InvalidValue(faults)
    // Each member was read by the kind of its key. The compiler cannot see that for an object built by name.
    return read as A
  })

/** A list in the configuration file. */
export const list = <A>(kind: Kind<A>): Kind<ReadonlyArray<A>> =>
  fileOnly((value, base) => {
    if (!Array.isArray(value)) throw new InvalidValue(`must be a list, not ${describeValue(value)}`)
    const faults: Array<Fault> = []
    const read = value.map((item: unknown, i) => at(`[${i}]`, faults, () => kind.fromValue(item, base)))
    if (faults.length > 0) throw new InvalidValue(faults)
    return read as ReadonlyArray<A>
  })

/** A value for which `accepts` returns true, such as a function or an object of a library. */
export const accepted = <A>(what: string, accepts: (value: unknown) => boolean): Kind<A> =>
  fileOnly((value) => {
    if (accepts(value)) return value as A
    throw new InvalidValue(`must be ${what}, not ${describeValue(value)}`)
  })

export const boolean: Kind<boolean> = accepted("true or false", (value) => typeof value === "boolean")

export const fn = <A>(): Kind<A> => accepted<A>("a function", (value) => typeof value === "function")

export const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** Runs `read` and collects its faults under `place`. */
const at = (place: string, faults: Array<Fault>, read: () => unknown): unknown => {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    faults.push(...error.faults.map((fault) => ({ place: place + fault.place, text: fault.text })))
    return undefined
  }
}

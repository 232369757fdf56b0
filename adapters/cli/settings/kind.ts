import { isAbsolute, join } from "node:path"

/** Why a value is invalid. The text follows the name of its source: `must be a number from 0 to 65535, not 'http'`. */
export interface Fault {
  /** The place within the value, such as `.lifetimes.access`, or an empty text. */
  readonly place: string
  readonly text: string
}

/** A value that a setting rejects. */
export class InvalidValue extends Error {
  override readonly name = "InvalidValue"
  readonly faults: ReadonlyArray<Fault>

  constructor(faults: string | ReadonlyArray<Fault>) {
    super(typeof faults === "string" ? faults : faults.map(({ text }) => text).join("; "))
    this.faults = typeof faults === "string" ? [{ place: "", text: faults }] : faults
  }
}

/** Reads the values of a setting. Throws {@link InvalidValue}. Relative paths begin at the folder `base`. */
export interface Kind<A> {
  /** Reads the text of a flag or variable. */
  readonly fromText: (text: string, base: string) => A
  /** Reads a value of the configuration file. */
  readonly fromValue: (value: unknown, base: string) => A
}

/** A kind whose values in the configuration file are the same texts as in flags and variables. */
export const textual = <A>(fromText: Kind<A>["fromText"], what: string): Kind<A> => ({
  fromText,
  fromValue: (value, base) => {
    if (typeof value === "string" && value !== "") return fromText(value, base)
    throw new InvalidValue(`must be ${what}, not ${describeValue(value)}`)
  },
})

/** A kind that only the configuration file can express. */
export const fileOnly = <A>(fromValue: Kind<A>["fromValue"]): Kind<A> => ({
  fromText: () => {
    throw new InvalidValue("can only be set in the configuration file")
  },
  fromValue,
})

/** Any text. */
export const text = (what = "a text"): Kind<string> => textual((given) => given, what)

/** A path. It is resolved only if it comes from a configuration file in another folder. */
export const path = (what: string): Kind<string> => textual(inFolder, what)

/** Returns a path that begins at `base`, which is the working directory for flags and variables. */
export const inFolder = (given: string, base: string): string =>
  isAbsolute(given) || base === process.cwd() ? given : join(base, given)

/** One of several texts. */
export const oneOf = <A extends string>(values: ReadonlyArray<A>): Kind<A> =>
  textual(
    (given) => {
      const found = values.find((value) => value === given)
      if (found !== undefined) return found
      throw new InvalidValue(`must be one of ${values.join(", ")}, not '${given}'`)
    },
    `one of ${values.join(", ")}`,
  )

/** A whole number within a range. `what` describes it, such as `a whole number of seconds from 1`. */
export const whole = (what: string, min: number, max: number): Kind<number> => {
  const inRange = (value: number) => Number.isInteger(value) && value >= min && value <= max
  return {
    fromText: (given) => {
      if (/^\d{1,10}$/.test(given) && inRange(Number(given))) return Number(given)
      throw new InvalidValue(`must be ${what}, not '${given}'`)
    },
    fromValue: (value) => {
      if (typeof value === "number" && inRange(value)) return value
      throw new InvalidValue(`must be ${what}, not ${describeValue(value)}`)
    },
  }
}

/** A number of seconds, also with a fraction. */
export const seconds = (min: number, max: number): Kind<number> => {
  const what = `a number of seconds from ${min} to ${max}`
  const inRange = (value: number) => value >= min && value <= max
  return {
    fromText: (given) => {
      if (/^\d{1,9}(\.\d{1,3})?$/.test(given) && inRange(Number(given))) return Number(given)
      throw new InvalidValue(`must be ${what}, not '${given}'`)
    },
    fromValue: (value) => {
      if (typeof value === "number" && inRange(value)) return value
      throw new InvalidValue(`must be ${what}, not ${describeValue(value)}`)
    },
  }
}

/** A switch: `on` or `off`, or a boolean in the configuration file. */
export const onOff: Kind<boolean> = {
  fromText: (given) => {
    if (given === "on" || given === "off") return given === "on"
    throw new InvalidValue(`must be on or off, not '${given}'`)
  },
  fromValue: (value) => {
    if (typeof value === "boolean") return value
    throw new InvalidValue(`must be true or false, not ${describeValue(value)}`)
  },
}

/** Describes a value of the configuration file in an error message. */
export const describeValue = (value: unknown): string => {
  if (typeof value === "function") return "a function"
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}

import { suggest } from "../../../application/suggest.ts"
import { table } from "./table.ts"

const PREFIX = "SHOPWRIGHT_"

/** Returns a warning for each variable that begins with `SHOPWRIGHT_` and that no setting has. */
export const unknownVariables = (env: Readonly<Record<string, string | undefined>>): ReadonlyArray<string> => {
  const known = Object.values(table).flatMap(({ variable }) => (variable === undefined ? [] : [variable]))
  return Object.entries(env)
    .filter(([name, value]) => name.startsWith(PREFIX) && value && !known.includes(name))
    .map(([name]) => {
      const meant = meantBy(name, known)
      return `The variable ${name} is unknown and has no effect${meant === undefined ? "" : `; did you mean ${meant}?`}`
    })
}

/** Compares names without the prefix first, because some variables have none: `SHOPWRIGHT_PROT` means `PORT`. */
const meantBy = (name: string, known: ReadonlyArray<string>): string | undefined => {
  const short = suggest(withoutPrefix(name), known.map(withoutPrefix))
  return short === undefined ? suggest(name, known) : known.find((variable) => withoutPrefix(variable) === short)
}

const withoutPrefix = (name: string): string => name.replace(PREFIX, "")

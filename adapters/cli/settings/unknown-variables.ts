import { didYouMean } from "../../../application/suggest.ts"
import { table } from "./table.ts"

const PREFIX = "SHOPWRIGHT_"

/** Returns a warning for each variable that begins with `SHOPWRIGHT_` and that no setting has. */
export const unknownVariables = (env: Readonly<Record<string, string | undefined>>): ReadonlyArray<string> => {
  const known = Object.values(table).flatMap(({ variable }) => (variable === undefined ? [] : [variable]))
  return Object.entries(env)
    .filter(([name, value]) => name.startsWith(PREFIX) && value && !known.includes(name))
    .map(([name]) => `The variable ${name} is unknown and has no effect${didYouMean(name, known)}`)
}

import type { Statement } from "./database.ts"

/** Returns a function that builds a statement once for each schema and each further condition. */
export const statementFor = <Conditions extends ReadonlyArray<boolean>>(
  build: (schema: string, ...conditions: Conditions) => Statement,
): ((schema: string, ...conditions: Conditions) => Statement) => {
  const known = new Map<string, Statement>()
  return (schema, ...conditions) => {
    const key = `${schema} ${conditions.join()}`
    const found = known.get(key) ?? build(schema, ...conditions)
    known.set(key, found)
    return found
  }
}

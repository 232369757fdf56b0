/** A name that occurs twice in one object of a JSON text. */
export interface RepeatedName {
  /** The place of the member, such as `products[1].price`. */
  readonly path: string
  /** The offset of the second occurrence. */
  readonly offset: number
}

interface Container {
  /** The names so far of an object, or `null` for a list. */
  readonly names: Set<string> | null
  /** The current member: a name, or a position in a list. */
  member: string | number
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g

/**
 * Finds names that occur twice in one object, at most `max`. `JSON.parse` keeps the last of them, so that the first would
 * be lost without an error. The text must be valid JSON. Takes one pass and does not recurse.
 */
export const repeatedNames = (source: string, max: number): ReadonlyArray<RepeatedName> => {
  const found: Array<RepeatedName> = []
  const open: Array<Container> = []
  let expectsName = false
  for (const { 0: sign, index } of source.matchAll(token)) {
    const inside = open.at(-1)
    if (sign === "{" || sign === "[") open.push({ names: sign === "{" ? new Set() : null, member: 0 })
    else if (sign === "}" || sign === "]") open.pop()
    else if (sign === "," && typeof inside?.member === "number") inside.member += 1
    else if (sign.startsWith('"') && expectsName && inside?.names) {
      const name = JSON.parse(sign) as string
      inside.member = name
      if (inside.names.has(name)) found.push({ path: pathOf(open), offset: index })
      if (found.length === max) return found
      inside.names.add(name)
    }
    expectsName = sign === "{" || (sign === "," && open.at(-1)?.names != null)
  }
  return found
}

const pathOf = (open: ReadonlyArray<Container>): string =>
  open
    .map(({ member }) => (typeof member === "number" ? `[${member}]` : `.${member}`))
    .join("")
    .replace(/^\./, "")

import type { Random } from "../random.ts"

/** What earlier responses showed, so that later requests name things that exist. */
export interface Known {
  /** Returns an id of the kind that a field or a parameter names. */
  readonly id: (random: Random, name: string) => number
  /** Returns text for a parameter of a path that is no number, such as the name of a picture. */
  readonly text: (random: Random, name: string) => string | undefined
  readonly cursor: (random: Random) => string
  /** Returns the last `ETag` of a path. */
  readonly tag: (path: string) => string | undefined
  readonly learn: (path: string, etag: string | undefined, body: unknown) => void
}

const KEPT = 20

/** Starts with nothing but the ids that every shop has. */
export const makeKnown = (): Known => {
  const ids = new Map<string, Array<number>>()
  const texts = new Map<string, Array<string>>()
  const tags = new Map<string, string>()
  const keep = <A>(map: Map<string, Array<A>>, name: string, value: A): void => {
    const kept = map.get(name) ?? []
    if (kept.includes(value)) return
    kept.push(value)
    if (kept.length > KEPT) kept.shift()
    map.set(name, kept)
  }
  const learnFrom = (kind: string, value: unknown, depth = 4): void => {
    if (typeof value !== "object" || value === null || depth === 0) return
    for (const [name, inner] of Object.entries(value)) {
      if (name === "id" && typeof inner === "number") keep(ids, kind, inner)
      else if (name === "next" && typeof inner === "string") keep(texts, "cursor", inner)
      else if (typeof inner === "number") keep(ids, name, inner)
      else if (typeof inner === "string") {
        const [, picture] = /\/pictures\/([^/]+)$/.exec(inner) ?? []
        if (picture !== undefined) keep(texts, "picture", picture)
        if (name === "id") keep(texts, kind, inner)
      } else learnFrom(kindOf(name) ?? kind, inner, depth - 1)
    }
  }
  return {
    id: (random, name) => {
      const kept = ids.get(name) ?? []
      return kept.length > 0 && random.chance(0.7) ? random.pick(kept) : 1 + random.below(4)
    },
    text: (random, name) => {
      const kept = texts.get(name === "name" ? "picture" : name) ?? []
      return kept.length > 0 ? random.pick(kept) : undefined
    },
    cursor: (random) => random.pick([...(texts.get("cursor") ?? []), "1", "MQ"]),
    tag: (path) => tags.get(path),
    learn: (path, etag, body) => {
      if (etag !== undefined) tags.set(path, etag)
      if (tags.size > 1000) tags.clear()
      const collections = path.split("/").flatMap((segment) => kindOf(segment) ?? [])
      learnFrom(collections.at(-1) ?? "id", body)
    },
  }
}

/** Returns the singular of a plural noun. */
const kindOf = (plural: string): string | undefined =>
  plural.endsWith("ies") ? `${plural.slice(0, -3)}y` : plural.endsWith("s") ? plural.slice(0, -1) : undefined

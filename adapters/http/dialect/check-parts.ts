import type { DialectDocs } from "./docs.ts"

/** The parts of a dialect that the compiler cannot check. */
export interface CheckedParts {
  readonly name: string
  readonly basePath: string
  readonly docs: Pick<DialectDocs, "tags">
  readonly endpoints: ReadonlyArray<{
    readonly method: string
    readonly path: string
    readonly docs: { readonly id: string; readonly tag: string }
  }>
}

const segmentPattern = /^(?::\w+|[\w.~-]+)$/

/** Throws RangeError for an endpoint that could not be reached, or that its description could not name. */
export const checkParts = ({ name, basePath, docs, endpoints }: CheckedParts): void => {
  const fail = (what: string): never => {
    throw new RangeError(`The dialect "${name}" is invalid: ${what}.`)
  }
  if (!basePath.startsWith("/") || !basePath.endsWith("/"))
    fail(`its basePath "${basePath}" must have a slash at both ends`)
  const tags = docs.tags.map((tag) => tag.name)
  for (const [i, endpoint] of endpoints.entries()) {
    const { method, path } = endpoint
    const shown = `${method} ${path}`
    const before = endpoints.slice(0, i)
    const wrong = path.split("/").find((segment) => !segmentPattern.test(segment))
    if (wrong !== undefined)
      fail(`the path of ${shown} must be names and :parameters between single slashes, without a slash at either end`)
    if (before.some((other) => other.method === method && other.path === path)) fail(`it has ${shown} twice`)
    const hiding = before.find((other) => other.path !== path && matches(other.path, path))
    if (hiding !== undefined) fail(`${hiding.path} matches the requests of ${shown}, so list ${shown} before it`)
    const sameId = before.find((other) => other.docs.id === endpoint.docs.id)
    if (sameId !== undefined)
      fail(`${sameId.method} ${sameId.path} and ${shown} have the same docs.id "${endpoint.docs.id}"`)
    if (!tags.includes(endpoint.docs.tag)) fail(`the tag "${endpoint.docs.tag}" of ${shown} is not in docs.tags`)
  }
}

/** Returns whether every request for `later` also matches `earlier`. */
const matches = (earlier: string, later: string): boolean => {
  const [first, second] = [earlier.split("/"), later.split("/")]
  return first.length === second.length && first.every((part, i) => part.startsWith(":") || part === second[i])
}

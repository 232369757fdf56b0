// Webpack replaces a named import of `createRequire` by its own resolution.
import nodeModule from "node:module"
import { pathToFileURL } from "node:url"

/**
 * Loads the package `bcrypt` and returns its file. Bundlers cannot include a native package, so this looks for it when
 * the program runs: beside this file, beside the program and in the current folder, and where the package `shopwright`
 * has its dependencies there.
 */
export const loadBcrypt = (places: Iterable<string> = origins()): string => {
  let cause: unknown
  for (const from of places) {
    try {
      const load = nodeModule.createRequire(from)
      const file = load.resolve("bcrypt")
      load(file)
      return file
    } catch (error) {
      // A package whose native part is missing says more than the places without the package.
      if (cause === undefined || !isNotFound(error)) cause = error
    }
  }
  const reason = isNotFound(cause)
    ? "which is not installed beside the program: npm install bcrypt"
    : "whose install script has not run: npm rebuild bcrypt"
  throw new Error(`Passwords require the package "bcrypt", ${reason}`, { cause })
}

/** Places from which Node resolves packages. */
function* origins(): Generator<string> {
  // A bundle in CommonJS has no URL, and webpack writes the URL that the file had when it was bundled.
  const own: string | undefined = import.meta.url
  if (own !== undefined) yield own
  const hosts = [...process.argv.slice(1, 2), `${process.cwd()}/index.js`].map((path) => pathToFileURL(path).href)
  yield* hosts
  for (const host of hosts) {
    const installed = resolved(host, "shopwright")
    if (installed !== null) yield installed
  }
}

const resolved = (from: string, name: string): string | null => {
  try {
    return nodeModule.createRequire(from).resolve(name)
  } catch {
    return null
  }
}

const isNotFound = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND"

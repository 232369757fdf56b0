import { checkDatabaseUrl, looksLikeUrl } from "./database-location.ts"
import type { DatabaseOption } from "./settings.ts"

/** A database that other processes can open, or that outlives this one. */
export type PersistentDatabase = Exclude<DatabaseOption, "memory">

/** Checks the option for callers without a compiler. No message repeats it, because it may contain a password. */
export const checkDatabase = (database: unknown): void => {
  const kinds = ["folder", "url", "pool", "orm"]
  const named = typeof database === "object" && database !== null ? kinds.filter((kind) => kind in database) : []
  if (database !== "memory" && named.length !== 1)
    throw new TypeError('`database` must be "memory", { folder }, { url }, { pool } or { orm }.')
  if (typeof database !== "object" || database === null) return
  if ("folder" in database && looksLikeUrl(String(database.folder)))
    throw new TypeError("`database.folder` looks like a URL. Pass it as { url }, or write ./NAME for a folder.")
  if ("url" in database) checkDatabaseUrl(String(database.url))
}

/** Explains which packages to install if a package that a database needs is missing. */
export const explainMissingPackages =
  (...packages: ReadonlyArray<string>) =>
  (cause: unknown): never => {
    const isMissing = cause instanceof Error && "code" in cause && cause.code === "ERR_MODULE_NOT_FOUND"
    if (!isMissing) throw cause
    const names = packages.map((name) => `@mikro-orm/${name}@^7.2.0`)
    throw new Error(`This database requires packages that are not installed: npm install ${names.join(" ")}`, { cause })
  }

import { resolve } from "node:path"
import { checkDatabaseUrl, InvalidDatabaseUrl, looksLikeUrl } from "../../../composition/database-location.ts"
import type { DatabaseOption } from "../../../composition/settings.ts"
import { UsageError } from "../failure.ts"
import { InvalidValue, type Kind } from "./kind.ts"
import { isObject } from "./structure.ts"

/** Where a shop keeps its data. The configuration file may also pass a connected pool or ORM. */
export type Database = DatabaseOption

export const DEFAULT_FOLDER = ".shopwright"

export const defaultDatabase = (): Database => ({ folder: resolve(DEFAULT_FOLDER) })

const parseDatabase = (given: string, base: string): Database => {
  if (given === "memory") return "memory"
  if (/^postgres(ql)?:\/\//i.test(given)) return { url: checkedUrl(given) }
  if (given.trim() === "") throw new InvalidValue("is empty; use memory, a folder or a postgres:// URL")
  // The text is not repeated, because it may contain a password.
  if (looksLikeUrl(given))
    throw new InvalidValue(
      "looks like a URL but does not begin with postgres://; use memory, a folder (./NAME if it contains a colon) or postgres://user:password@host:5432/name",
    )
  return { folder: resolve(base, given) }
}

/** The kind of `--database`. No message repeats the value, because it may contain a password. */
export const database: Kind<Database> = {
  fromText: parseDatabase,
  fromValue: (value, base) => {
    if (typeof value === "string") return parseDatabase(value, base)
    const { folder, url, schema, pool, orm } = isObject(value) ? value : {}
    if (typeof folder === "string") return parseDatabase(folder, base)
    const where = typeof schema === "string" ? { schema } : {}
    if (typeof url === "string") return { url: checkedUrl(url), ...where }
    if (isObject(pool) || isObject(orm)) return value as Database
    throw new InvalidValue(
      'must be "memory", a folder, a postgres:// URL, { folder }, { url, schema }, { pool } or { orm }',
    )
  },
}

const checkedUrl = (text: string): string => {
  try {
    checkDatabaseUrl(text)
    return text
  } catch (error) {
    if (error instanceof InvalidDatabaseUrl) throw new UsageError(error.message)
    throw error
  }
}

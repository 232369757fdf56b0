import { describeDatabaseUrl } from "../adapters/persistence/database-url.ts"
import { InvalidDatabaseUrl } from "../adapters/persistence/invalid-database-url.ts"

export { InvalidDatabaseUrl }

/**
 * Returns whether a text is meant as a database URL rather than as the path of a folder: it has a scheme, its first
 * segment contains a port or a login, or it is a libpq connection string. `./a:b` and `C:\shop` are paths.
 */
export const looksLikeUrl = (text: string): boolean =>
  /^[a-z][a-z\d+.-]+:/i.test(text) ||
  /\b(host|hostaddr|dbname|user|password)\s*=/i.test(text) ||
  (/^\/*[^/\\]*[:@]/.test(text) && !/^[a-z]:([\\/]|$)/i.test(text))

/** Checks a database URL and describes it without its password. Throws {@link InvalidDatabaseUrl}. */
export const checkDatabaseUrl = (url: string): string => describeDatabaseUrl(url)

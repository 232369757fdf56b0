/** The PostgreSQL schema that contains the shop's tables. Hosts can choose another. */
export const DEFAULT_SCHEMA = "shopwright"

/** Quotes a name for SQL, whatever it contains. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Returns the name that {@link quoted} was given. */
export const unquoted = (identifier: string): string => identifier.slice(1, -1).replaceAll('""', '"')

import type { Configuration } from "@mikro-orm/postgresql"

/** The PostgreSQL schema that holds the shop's tables unless a host chooses another. */
export const DEFAULT_SCHEMA = "shopwright"

/** The quoted name of the schema that a configuration puts the tables in. */
export const schemaOf = (config: Configuration): string => quoted(config.get("schema") ?? DEFAULT_SCHEMA)

/** A name as SQL takes it, whatever it holds. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

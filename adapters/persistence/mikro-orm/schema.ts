import type { Configuration } from "@mikro-orm/core"
import { DEFAULT_SCHEMA, quoted } from "../postgres/schema.ts"

/** The quoted name of the schema that a configuration puts the tables in. */
export const schemaOf = (config: Configuration): string => quoted(config.get("schema") ?? DEFAULT_SCHEMA)

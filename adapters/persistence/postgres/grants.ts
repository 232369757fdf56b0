import { DEFAULT_SCHEMA, quoted } from "./schema.ts"

/**
 * Returns the SQL that lets a role serve the shop, and nothing more: it reads and writes rows, and cannot change tables.
 * The role that migrates runs it, because the default privileges apply to what that role creates later.
 */
export const grantsSql = (role: string, schema: string = DEFAULT_SCHEMA): string => {
  const [s, to] = [quoted(schema), quoted(role)]
  const statements = [
    `grant usage on schema ${s} to ${to}`,
    `grant select, insert, update, delete on all tables in schema ${s} to ${to}`,
    `grant usage on all sequences in schema ${s} to ${to}`,
    `revoke insert, update, delete on ${s}.schema_version from ${to}`,
    `alter default privileges in schema ${s} grant select, insert, update, delete on tables to ${to}`,
    `alter default privileges in schema ${s} grant usage on sequences to ${to}`,
  ]
  return [
    `-- Lets the role ${JSON.stringify(role)} serve the shop in the schema ${JSON.stringify(schema)}.`,
    "-- Run it as the role that runs shopwright migrate, after the first migration.",
    ...statements.map((statement) => `${statement};`),
    "",
  ].join("\n")
}

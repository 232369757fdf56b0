import type { Client } from "pg"

/** Creates a role that may use the shop's tables and has no special rights. Returns the database's URL for it. */
export const createOrdinaryRole = async (operator: Client, databaseUrl: string, role: string): Promise<string> => {
  await operator.query(`create role ${role} login password '${role}'`)
  await operator.query(`grant usage on schema shopwright to ${role}`)
  await operator.query(`grant all on all tables in schema shopwright to ${role}`)
  await operator.query(`grant all on all sequences in schema shopwright to ${role}`)
  const url = new URL(databaseUrl)
  url.username = role
  url.password = role
  return url.href
}

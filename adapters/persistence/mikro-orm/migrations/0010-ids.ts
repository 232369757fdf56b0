/** The largest id: JavaScript represents whole numbers up to here exactly. */
const MAX_ID = "9007199254740991"

/** The tables whose ids the database generates, with the column of the id. */
const generated = [
  ["account", "id"],
  ["session", "id"],
  ["category", "id"],
  ["product", "id"],
  ["variant", "id"],
  ["stock_level", "sku"],
  ["stock_movement", "id"],
  ["orders", "id"],
  ["sign_in_attempt", "id"],
] as const

/** Other columns that contain ids. */
const references = [
  ["session", "account"],
  ["refresh_rotation", "session"],
  ["product", "category"],
  ["variant", "product"],
  ["stock_level", "product"],
  ["stock_level", "variant"],
  ["stock_movement", "sku"],
  ["stock_movement", '"order"'],
  ["order_key", "account"],
  ["order_key", '"order"'],
  ["orders", "account"],
] as const

/**
 * Widens all ids to 64 bits. Each table is rewritten once.
 *
 * Sequences replace identity columns, because engines that distribute tables support identity columns only in part.
 */
export const widenIds = (s: string): ReadonlyArray<string> => [
  ...tables.map((table) => {
    const columns = [...generated, ...references].filter(([owner]) => owner === table).map(([, column]) => column)
    const identity = generated.find(([owner]) => owner === table)?.[1]
    const changes = columns.map((column) => `alter column ${column} type bigint`)
    if (identity !== undefined) changes.unshift(`alter column ${identity} drop identity`)
    return `alter table ${s}.${table} ${changes.join(", ")}`
  }),
  ...generated.flatMap(([table, column]) => sequence(s, table, column)),
]

const tables = [...new Set([...generated, ...references].map(([table]): string => table))]

/** Creates the sequence of a column, which continues after the largest id in the table. */
export const sequence = (s: string, table: string, column: string): ReadonlyArray<string> => {
  const name = `${s}.${table}_${column}_seq`
  const literal = `'${name.replaceAll("'", "''")}'`
  return [
    `create sequence ${name} as bigint maxvalue ${MAX_ID} owned by ${s}.${table}.${column}`,
    `select pg_catalog.setval(${literal}, coalesce(pg_catalog.max(${column}), 0) + 1, false) from ${s}.${table}`,
    `alter table ${s}.${table} alter column ${column} set default pg_catalog.nextval(${literal})`,
  ]
}

/** The largest id: JavaScript represents whole numbers up to here exactly. */
const MAX_ID = "9007199254740991"

/**
 * Creates a table whose column `id` takes its values from a sequence. `columns` receives the definition of that column. Sequences
 * replace identity columns, because engines that distribute tables support identity columns only in part.
 */
export const createWithIds = (
  s: string,
  table: string,
  columns: (idColumn: string) => string,
): ReadonlyArray<string> => {
  const sequence = `${s}.${table}_id_seq`
  const idColumn = `id bigint not null default pg_catalog.nextval('${sequence.replaceAll("'", "''")}')`
  return [
    `create sequence ${sequence} as bigint maxvalue ${MAX_ID}`,
    `create table ${s}.${table} (
    ${columns(idColumn)}
  )`,
    `alter sequence ${sequence} owned by ${s}.${table}.id`,
  ]
}

/**
 * Parses column values of PostgreSQL's text format. Passed to `pg` with every statement, so that results do not depend
 * on the type parsers that the host has set for its pool or for the whole process.
 */
export const typeParsers = {
  getTypeParser: (oid: number): ((text: string) => unknown) => parsers.get(oid) ?? asText,
}

const asText = (text: string): string => text
const asBoolean = (text: string): boolean => text === "t"

/** Reads a one-dimensional array of numbers, such as `{1,NULL,3}`. */
const asNumbers = (text: string): ReadonlyArray<number | null> =>
  text === "{}"
    ? []
    : text
        .slice(1, -1)
        .split(",")
        .map((element) => (element === "NULL" ? null : Number(element)))

/** The types that the adapter's statements return, by object id (pg_type.dat). All others are read as text. */
const parsers: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [16, asBoolean], // bool
  [20, Number], // int8; ids and counts stay below 2^53
  [21, Number], // int2
  [23, Number], // int4
  [700, Number], // float4
  [701, Number], // float8
  [114, JSON.parse], // json
  [3802, JSON.parse], // jsonb
  [1007, asNumbers], // int4[]
  [1016, asNumbers], // int8[]
  [1022, asNumbers], // float8[]
])

import { distribution } from "../../adapters/persistence/postgres/distribution.ts"
import {
  changedTable,
  childOf,
  columnOf,
  equalities,
  functionsIn,
  isValue,
  joinedTables,
  listOf,
  type NamedTable,
  nodesOf,
  type Tree,
  tablesIn,
} from "./parsed.ts"

/** What Citus 13.2 rejects, with its message. Each rule finds the fault in the syntax tree of one statement. */
export interface CitusRule {
  readonly message: string
  readonly breaks: (statement: Tree) => boolean
}

/** The column by which the rows of a table are spread, or `undefined` if they are not. */
const keyOf = ({ table }: NamedTable): string | undefined => {
  const chosen = distribution[table]
  return typeof chosen === "object" ? chosen.by : undefined
}
const isSpread = (table: NamedTable): boolean => keyOf(table) !== undefined
const isCopied = ({ table }: NamedTable): boolean => distribution[table] === "reference"

const refersTo = (node: unknown, table: NamedTable): boolean => {
  const column = columnOf(node)
  return column !== null && column.column === keyOf(table) && (column.alias === null || column.alias === table.alias)
}

/** Whether a condition restricts a table to the shard of one value. */
const isOneShard = (condition: unknown, table: NamedTable): boolean =>
  equalities(condition).some(([a, b]) => (refersTo(a, table) && isValue(b)) || (refersTo(b, table) && isValue(a)))

/** Whether a condition joins two tables by the columns by which their rows are spread. */
const areJoined = (condition: unknown, one: NamedTable, other: NamedTable): boolean =>
  equalities(condition).some(
    ([a, b]) => (refersTo(a, one) && refersTo(b, other)) || (refersTo(b, one) && refersTo(a, other)),
  )

const queries = (statement: Tree): ReadonlyArray<Tree> => [...nodesOf(statement, "SelectStmt")]
const changes = (statement: Tree): ReadonlyArray<Tree> => [
  ...nodesOf(statement, "InsertStmt", "UpdateStmt", "DeleteStmt"),
]

/** A subquery that uses columns of the query around it: of a lateral join, or of a condition. */
const dependentQueries = (query: Tree): ReadonlyArray<Tree> => [
  ...[...nodesOf(query.fromClause, "RangeSubselect")]
    .filter(({ lateral }) => lateral === true)
    .map((sub) => childOf(sub.subquery, "SelectStmt")),
  ...[...nodesOf([query.whereClause, query.targetList], "SubLink")]
    .filter(isDependent)
    .map((link) => childOf(link.subselect, "SelectStmt")),
]

/** Whether the subquery of a condition refers to a table that it does not read itself. */
const isDependent = ({ subselect }: Tree): boolean => {
  const own = new Set([...nodesOf(subselect, "alias")].map(({ aliasname }) => aliasname))
  for (const { table } of tablesIn(subselect)) own.add(table)
  return [...nodesOf(subselect, "ColumnRef")].some((reference) => {
    const alias = columnOf({ ColumnRef: reference })?.alias ?? null
    return alias !== null && !own.has(alias)
  })
}

/** Whether a query returns one row of an aggregate. */
const aggregates = (query: Tree): boolean =>
  !("groupClause" in query) && functionsIn(query.targetList).some((name) => AGGREGATES.has(name))

/** The tables that a change joins, the changed one included. */
const tablesOfChange = (change: Tree): ReadonlyArray<NamedTable> => {
  const changed = changedTable(change)
  return [...(changed === undefined ? [] : [changed]), ...joinedTables(change.fromClause ?? change.usingClause)]
}

/** Whether each of several tables is joined to an earlier one. */
const areAllJoined = (condition: unknown, tables: ReadonlyArray<NamedTable>): boolean =>
  tables.every((one, i) => i === 0 || tables.slice(0, i).some((other) => areJoined(condition, one, other)))

export const citusRules: ReadonlyArray<CitusRule> = [
  {
    message: "could not run distributed query with FOR UPDATE/SHARE commands",
    breaks: (statement) =>
      queries(statement).some(
        (query) =>
          listOf(query, "lockingClause").length > 0 &&
          joinedTables(query.fromClause).some((table) => isSpread(table) && !isOneShard(query.whereClause, table)),
      ),
  },
  {
    message: "cannot perform a lateral outer join when a distributed subquery references a table function",
    breaks: (statement) =>
      [...nodesOf(statement, "JoinExpr")].some(
        ({ jointype, rarg }) =>
          jointype !== "JOIN_INNER" &&
          childOf(rarg, "RangeSubselect").lateral === true &&
          tablesIn(rarg).some(isSpread),
      ),
  },
  {
    message: "LIMIT, OFFSET or an aggregate in a subquery that depends on the query around it",
    breaks: (statement) =>
      queries(statement).some((query) => {
        const around = joinedTables(query.fromClause).filter(isSpread)
        return dependentQueries(query).some(
          (inner) =>
            ("limitOffset" in inner || "limitCount" in inner || aggregates(inner)) &&
            tablesIn(inner).some((table) => isSpread(table) && !around.some((other) => areJoined(inner, table, other))),
        )
      }),
  },
  {
    message: "complex joins are only supported when all distributed tables are co-located and joined on their keys",
    breaks: (statement) =>
      queries(statement).some((query) => {
        const spread = joinedTables(query.fromClause).filter(isSpread)
        const inner = dependentQueries(query).flatMap((dependent) =>
          joinedTables(dependent.fromClause).filter(isSpread),
        )
        return !areAllJoined(query, [...spread, ...(spread.length > 0 ? inner : [])])
      }) || changes(statement).some((change) => !areAllJoined(change, tablesOfChange(change).filter(isSpread))),
  },
  {
    message:
      "correlated subqueries are not supported when the FROM clause contains a reference table, a CTE or a subquery",
    breaks: (statement) =>
      queries(statement).some(
        ({ fromClause, whereClause }) =>
          listOf({ fromClause }, "fromClause").length > 0 &&
          !joinedTables(fromClause).some(isSpread) &&
          [...nodesOf(whereClause, "SubLink")].some((link) => isDependent(link) && tablesIn(link).some(isSpread)),
      ),
  },
  {
    message: 'a column definition list is required for functions returning "record"',
    breaks: (statement) =>
      [...nodesOf(statement, "SubLink")].some((link) => {
        const inner = childOf(link.subselect, "SelectStmt")
        const hasNoColumns = link.subLinkType === "EXISTS_SUBLINK" && listOf(inner, "targetList").length === 0
        return hasNoColumns && !isDependent(link) && joinedTables(inner.fromClause).some(isSpread)
      }),
  },
  {
    message: "cannot perform select on a distributed table and modify a reference table",
    breaks: (statement) =>
      changes(statement).some((change) => {
        const changed = changedTable(change)
        return changed !== undefined && isCopied(changed) && tablesIn(change).some(isSpread)
      }),
  },
  {
    message: "non-IMMUTABLE functions are not allowed in the RETURNING clause",
    breaks: (statement) =>
      changes(statement).some((change) => {
        const changed = changedTable(change)
        if (changed === undefined || !(isCopied(changed) || isSpread(changed))) return false
        return functionsIn(change.returningClause).some((name) => !IMMUTABLE.has(name))
      }),
  },
  {
    message: "functions used in the WHERE clause of the ON CONFLICT clause must be marked IMMUTABLE",
    breaks: (statement) =>
      changes(statement).some((change) => functionsIn(childOf(change, "onConflictClause").whereClause).length > 0),
  },
]

/** The functions in RETURNING that are immutable. `extract` is, for times without a zone. */
const IMMUTABLE = new Set(["extract", "timezone"])

const AGGREGATES = new Set(["count", "max", "min", "sum", "json_agg"])

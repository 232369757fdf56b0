import { loadModule, parseSync } from "libpg-query"

await loadModule()

/** A node of a syntax tree, as PostgreSQL's own parser makes it. */
export type Tree = { readonly [key: string]: unknown }

export const parse = (text: string): Tree => {
  const tree: unknown = parseSync(text)
  if (!isTree(tree)) throw new Error(`This is not a statement: ${text}`)
  return tree
}

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value)

/** Returns the property of a node, if it is a node. */
export const childOf = (tree: unknown, key: string): Tree => {
  const child = isTree(tree) ? tree[key] : undefined
  return isTree(child) ? child : {}
}

export const listOf = (tree: unknown, key: string): ReadonlyArray<unknown> => {
  const list = isTree(tree) ? tree[key] : undefined
  return Array.isArray(list) ? list : []
}

/** Yields every node of a kind inside a tree, from the outside to the inside. */
export function* nodesOf(tree: unknown, ...kinds: ReadonlyArray<string>): Generator<Tree> {
  if (Array.isArray(tree)) for (const part of tree) yield* nodesOf(part, ...kinds)
  if (!isTree(tree)) return
  for (const [key, value] of Object.entries(tree)) {
    if (kinds.includes(key) && isTree(value)) yield value
    yield* nodesOf(value, ...kinds)
  }
}

/** A table that a statement names, with the name by which the statement refers to it. */
export interface NamedTable {
  readonly table: string
  readonly alias: string
}

const tableOf = (range: Tree): ReadonlyArray<NamedTable> => {
  const { relname, schemaname } = range
  // A name without a schema is that of a common table expression.
  if (typeof relname !== "string" || typeof schemaname !== "string") return []
  const { aliasname } = childOf(range, "alias")
  return [{ table: relname, alias: typeof aliasname === "string" ? aliasname : relname }]
}

/** Returns all tables inside a tree, those that it changes included. */
export const tablesIn = (tree: unknown): ReadonlyArray<NamedTable> =>
  [...nodesOf(tree, "RangeVar", "relation")].flatMap(tableOf)

/** Returns the table that an `insert`, `update` or `delete` changes. */
export const changedTable = (statement: Tree): NamedTable | undefined => tableOf(childOf(statement, "relation"))[0]

/** Returns the tables of a FROM clause, without those of its subqueries. */
export const joinedTables = (from: unknown): ReadonlyArray<NamedTable> => {
  if (Array.isArray(from)) return from.flatMap(joinedTables)
  const join = childOf(from, "JoinExpr")
  return [
    ...tableOf(childOf(from, "RangeVar")),
    ...[join.larg, join.rarg].flatMap((side) => (side ? joinedTables(side) : [])),
  ]
}

/** Returns the qualifier and the name of a column, if the node is one. */
export const columnOf = (node: unknown): { readonly alias: string | null; readonly column: string } | null => {
  const names = listOf(childOf(node, "ColumnRef"), "fields").map((field) => childOf(field, "String").sval)
  const [first, second] = names
  if (typeof second === "string" && typeof first === "string") return { alias: first, column: second }
  return typeof first === "string" ? { alias: null, column: first } : null
}

/** Returns the pairs of expressions that a tree requires to be equal, those of rows included. */
export const equalities = (tree: unknown): ReadonlyArray<readonly [unknown, unknown]> =>
  [...nodesOf(tree, "A_Expr")].flatMap((expression) => {
    const [operator] = listOf(expression, "name")
    if (expression.kind !== "AEXPR_OP" || childOf(operator, "String").sval !== "=") return []
    const { lexpr, rexpr } = expression
    const [left, right] = [lexpr, rexpr].map((side) => listOf(childOf(side, "RowExpr"), "args"))
    if (left === undefined || right === undefined || left.length === 0) return [[lexpr, rexpr] as const]
    return left.map((one, i) => [one, right[i]] as const)
  })

/** Whether a node is a parameter or a constant, cast or not. */
export const isValue = (node: unknown): boolean => {
  if (!isTree(node)) return false
  return "ParamRef" in node || "A_Const" in node || ("TypeCast" in node && isValue(childOf(node, "TypeCast").arg))
}

/** Returns the names of the functions that a tree calls. */
export const functionsIn = (tree: unknown): ReadonlyArray<string> =>
  [...nodesOf(tree, "FuncCall")].map((call) => String(childOf(listOf(call, "funcname").at(-1), "String").sval))

import { type Column, formatTable } from "./text-table.ts"

/** What an action prints: text for people or, with `--json`, a JSON value for programs. */
export interface Output {
  readonly json: unknown
  readonly text: string
  /** A line for standard error, for example that a list continues. */
  readonly hint?: string
}

/** A list: a table, or a JSON array of what `toJson` returns. `hasMore` adds a hint that the limit cut the list. */
export const listed = <Item>(
  { items, hasMore }: { readonly items: ReadonlyArray<Item>; readonly hasMore: boolean },
  { noun, columns, toJson }: ListFormat<Item>,
): Output => ({
  json: items.map(toJson),
  text: items.length === 0 ? `no ${noun}\n` : formatTable(columns, items),
  ...(hasMore && { hint: `More ${noun} follow. Raise --limit to see them.` }),
})

/** How a list is printed. */
export interface ListFormat<Item> {
  /** In the plural. */
  readonly noun: string
  readonly columns: ReadonlyArray<Column<Item>>
  readonly toJson: (item: Item) => unknown
}

/** One record: lines of a name and a value, then further parts, or a JSON object. */
export const record = (
  json: unknown,
  fields: ReadonlyArray<readonly [name: string, value: string]>,
  ...parts: ReadonlyArray<string>
): Output => ({
  json,
  text: [formatTable(pairs, fields, { heading: false }), ...parts.filter((part) => part !== "")].join("\n"),
})

const pairs: ReadonlyArray<Column<readonly [string, string]>> = [
  { name: "", cell: ([name]) => name },
  { name: "", cell: ([, value]) => value, maxWidth: Number.POSITIVE_INFINITY },
]

/** One sentence about what was done, or a JSON object. */
export const done = (json: unknown, sentence: string): Output => ({ json, text: `${sentence}\n` })

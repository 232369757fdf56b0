import type { Queries, Statement } from "../database.ts"
import type { LevelRow } from "../level-row.ts"
import { withoutLocked } from "../locked-row.ts"

/** The most rows that one statement locks. */
const MAX_LOCKS = 16

/**
 * Locks stock rows one by one in the given order, and returns those that are not left out because others have locked
 * them. Citus locks the rows of one shard in each query, and executes the queries of a statement one after the other.
 */
export const lockLevelsByShard = async (
  { rows }: Queries,
  s: string,
  stockItems: ReadonlyArray<number>,
  isJoined: boolean,
): Promise<ReadonlyArray<LevelRow>> => {
  const found: Array<LevelRow> = []
  for (let next = 0; next < stockItems.length; next += MAX_LOCKS) {
    const items = stockItems.slice(next, next + MAX_LOCKS)
    found.push(...(await rows<LevelRow>(lock(s, items.length, isJoined), items)))
  }
  return found
}

const lock = (s: string, count: number, isJoined: boolean): Statement => {
  const numbers = Array.from({ length: count }, (_, i) => i + 1)
  const locks = numbers.map(
    (n) => `row_${n} as (
      select stock_item, on_hand, reserved from ${s}.stock_level where stock_item = $${n}::bigint
      for no key update${withoutLocked(isJoined)}
    )`,
  )
  const rows = numbers.map((n) => `select * from row_${n}`)
  return { name: `lock ${count} levels`, text: `with ${locks.join(", ")} ${rows.join(" union all ")}` }
}

import { searchWords, sortName } from "../../../domain/catalog/search-words.ts"
import type { Queries } from "./database.ts"

/** Products whose words are written in one transaction. */
const AT_ONCE = 500

/**
 * Writes the words of products that have none yet, or whose texts have changed: up to 500 of them. Returns whether there
 * may be more. Words are computed here and not by the database, so that every store finds the same.
 */
export const indexWords = async ({ rows }: Queries, s: string): Promise<boolean> => {
  const text = `select id, name, description from ${s}.product where not is_indexed order by id limit ${AT_ONCE}
    for no key update`
  const products = await rows<{ id: number; name: string; description: string }>(
    { name: "unindexed products", text },
    [],
  )
  if (products.length === 0) return false
  const words = products.flatMap(({ id, name, description }) =>
    searchWords(`${name} ${description}`).map((word) => ({ id, word })),
  )
  const ids = products.map(({ id }) => id)
  const remove = `delete from ${s}.product_word where product = any ($1::bigint[])`
  await rows({ name: "remove words", text: remove }, [ids])
  const write = `with words as (
      insert into ${s}.product_word (product, word) select * from unnest($3::bigint[], $4::text[])
    )
    update ${s}.product p set is_indexed = true, sort_name = n.sort_name
    from unnest($1::bigint[], $2::text[]) as n (id, sort_name) where p.id = n.id`
  const names = products.map(({ name }) => sortName(name))
  const values = [ids, names, words.map(({ id }) => id), words.map(({ word }) => word)]
  await rows({ name: "write words", text: write }, values)
  return products.length === AT_ONCE
}

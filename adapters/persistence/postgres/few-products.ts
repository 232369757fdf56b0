import type { ProductQuery } from "../../../application/ports/product-search.ts"
import type { Queries } from "./database.ts"

/** The greatest code point follows every word with this beginning in the collation "C". */
export const afterWord = (word: string): string => `${word}\u{10ffff}`

/** Up to this number, finding products by their ids and sorting them is faster than reading a list in its order. */
const FEW = 2000

/**
 * Returns the ids of the products among which those of a query are, or `null` if there are many. PostgreSQL's planner
 * does not know how words, stock and the order of a list depend on each other: for a rare word it would read most of a
 * list and discard it.
 */
export const fewProducts = async (
  { rows }: Queries,
  s: string,
  { words, isAvailable }: Pick<ProductQuery, "words" | "isAvailable">,
): Promise<ReadonlyArray<number> | null> => {
  const read = async (name: string, text: string, values: ReadonlyArray<unknown>) => {
    const found = await rows<{ readonly product: number }>({ name, text: `${text} limit ${FEW + 1}` }, values)
    return found.length > FEW ? null : [...new Set(found.map(({ product }) => Number(product)))]
  }
  let fewest: ReadonlyArray<number> | null = null
  for (const word of words) {
    const text = `select product from ${s}.product_word where word >= $1 and word < $2`
    const found = await read("products of a word", text, [word, afterWord(word)])
    if (found !== null && found.length < (fewest?.length ?? Number.POSITIVE_INFINITY)) fewest = found
  }
  if (fewest !== null) return fewest
  if (isAvailable !== false) return null
  // What cannot be ordered has an item of which nothing is available. Placing orders maintains no index for this.
  return read("products without stock", `select product from ${s}.stock_level where on_hand <= reserved`, [])
}

/** Up to this number, the products of a word are found and sorted in less than 50 ms. */
const SORTABLE = 30_000

/**
 * Returns a word whose products are to be sorted by name, or `null` if the list is to be read in its order. A name often
 * begins with the word, so the products of a frequent word can follow each other near the end of the list.
 */
export const sortableWord = async (
  { rows }: Queries,
  s: string,
  { words, sort }: Pick<ProductQuery, "words" | "sort">,
): Promise<string | null> => {
  if (sort !== "name") return null
  const text = `select 1 from ${s}.product_word where word >= $1 and word < $2 offset ${SORTABLE} limit 1`
  for (const word of words)
    if ((await rows({ name: "is a word frequent", text }, [word, afterWord(word)])).length === 0) return word
  return null
}

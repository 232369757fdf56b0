import { Effect } from "effect"
import type { AccountQuery, AccountSearch } from "../../../application/ports/account-search.ts"
import { accountWords } from "../../../domain/account/account-words.ts"
import { type DetailsRow, detailsColumns, detailsOf } from "./account-columns.ts"
import { conditions } from "./conditions.ts"
import { type Database, type Queries, unnamed } from "./database.ts"
import { idOrNone } from "./ids.ts"

/** Accounts whose words are written in one transaction. */
const AT_ONCE = 500

/** Searches accounts. The words of new and changed accounts are written before a search. */
export const makeAccountSearch = (database: Database): AccountSearch => ({
  page: (query) =>
    Effect.promise(async () => {
      const s = database.schema
      const pending = `select 1 from ${s}.account where not is_indexed limit 1`
      if ((await database.rows({ name: "any unindexed account", text: pending }, [])).length > 0)
        while (await database.transaction((queries) => indexAccounts(queries, s)));
      const { text, values } = searchAccounts(s, query)
      return (await database.rows<DetailsRow>(unnamed(text), values)).map(detailsOf)
    }),
})

/** The statement of one page. */
export const searchAccounts = (s: string, { words, ids, isAdmin, isActive, before, limit }: AccountQuery) => {
  const where = conditions()
  where.add("a.erased_at is null")
  if (ids !== undefined) where.add(`a.id = any (${where.value(ids.map(idOrNone))}::bigint[])`)
  if (isAdmin !== undefined) where.add(isAdmin ? "a.is_admin" : "not a.is_admin")
  if (isActive !== undefined) where.add(isActive ? "a.is_active" : "not a.is_active")
  if (before !== undefined) where.add(`a.id < ${where.value(before)}::bigint`)
  // The greatest code point follows every word with this beginning in the collation "C".
  for (const word of words)
    where.add(`exists (select from ${s}.account_word w where w.account = a.id
      and w.word >= ${where.value(word)}::text and w.word < ${where.value(`${word}\u{10ffff}`)}::text)`)
  const size = where.value(limit)
  const text = `select ${detailsColumns} from ${s}.account a where ${where.all()} order by a.id desc limit ${size}`
  return { text, values: where.values }
}

/** Writes the words of up to 500 accounts. Returns whether there may be more. */
const indexAccounts = async ({ rows }: Queries, s: string): Promise<boolean> => {
  const text = `select ${detailsColumns} from ${s}.account a where not a.is_indexed order by a.id limit ${AT_ONCE}
    for no key update of a`
  const accounts = (await rows<DetailsRow>({ name: "unindexed accounts", text }, [])).map(detailsOf)
  if (accounts.length === 0) return false
  const ids = accounts.map(({ account }) => account.id)
  const remove = `delete from ${s}.account_word where account = any ($1::bigint[])`
  await rows({ name: "remove account words", text: remove }, [ids])
  const words = accounts.flatMap(({ account, profile }) =>
    accountWords(account, profile).map((word) => ({ id: account.id, word })),
  )
  const write = `with words as (
      insert into ${s}.account_word (account, word) select * from unnest($2::bigint[], $3::text[])
    )
    update ${s}.account set is_indexed = true where id = any ($1::bigint[])`
  const values = [ids, words.map(({ id }) => id), words.map(({ word }) => word)]
  await rows({ name: "write account words", text: write }, values)
  return accounts.length === AT_ONCE
}

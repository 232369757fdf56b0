import type { Migration } from "./migration.ts"

/** The words of accounts, for searches. They are written by the servers, before a search. */
export const accountSearch: Migration = {
  name: "0024-account-search",
  statements: (s) => [
    `alter table ${s}.account add column is_indexed boolean not null default false`,
    `create table ${s}.account_word (
      word text collate "C" not null,
      account bigint not null references ${s}.account on delete cascade,
      primary key (word, account)
    )`,
    `create index account_word_of_account on ${s}.account_word (account, word)`,
    `create index account_unindexed on ${s}.account (id) where not is_indexed`,
    `create index account_admin on ${s}.account (id) where is_admin`,
    `create index account_inactive on ${s}.account (id) where not is_active`,
  ],
}

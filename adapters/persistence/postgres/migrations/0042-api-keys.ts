import type { Migration } from "./migration.ts"

/** The keys of scripts, by the digests of their secrets. */
export const apiKeys: Migration = {
  name: "0042-api-keys",
  statements: (s) => [
    `create table ${s}.api_key (
      key_id text not null,
      account bigint not null references ${s}.account,
      digest text not null,
      name text not null,
      scopes text not null,
      hint text not null,
      created_at timestamptz not null,
      expires_at timestamptz,
      used_at timestamptz,
      primary key (key_id, account),
      constraint api_key_digest_key unique (digest, account)
    )`,
    `create index api_key_of_account on ${s}.api_key (account)`,
  ],
}

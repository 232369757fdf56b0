import type { Migration } from "./migration.ts"

/** The pictures to which perhaps no account refers. */
export const notedPictures: Migration = {
  name: "0013-noted-pictures",
  statements: (s) => [
    `create table ${s}.noted_picture (
      name text collate "C" primary key,
      at timestamptz not null default now()
    )`,
    `create index noted_picture_at on ${s}.noted_picture (at)`,
  ],
}

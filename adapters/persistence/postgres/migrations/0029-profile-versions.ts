import type { Migration } from "./migration.ts"

/** The version of a profile, so that an edit can name the version that it changes. */
export const profileVersions: Migration = {
  name: "0029-profile-versions",
  statements: (s) => [`alter table ${s}.account add column version bigint not null default 0`],
}

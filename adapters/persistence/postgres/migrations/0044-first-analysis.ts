import type { Migration } from "./migration.ts"

/**
 * Keeps PostgreSQL from analyzing orders before there are a thousand. Foreign keys to orders are checked by plans that
 * stay until the next analysis. One of a hundred orders makes them read the whole table: a minute of many orders later, each
 * order takes ten times the CPU time. A table that was never analyzed is planned as if it were larger.
 */
export const firstAnalysis: Migration = {
  name: "0044-first-analysis",
  statements: (s) => [`alter table ${s}.orders set (autovacuum_analyze_threshold = 1000)`],
}

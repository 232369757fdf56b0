import type { Migration } from "./migration.ts"

/**
 * Keeps PostgreSQL from analyzing the orders before there are a thousand. A connection checks foreign keys by a plan that
 * stays until the next analysis. If the last analysis has seen a hundred orders, the plan reads the whole table. Thousands
 * of orders can follow within the minute until the next one, and each then takes ten times the CPU time of the database.
 * A table that was never analyzed is planned as if it were larger.
 */
export const firstAnalysis: Migration = {
  name: "0044-first-analysis",
  statements: (s) => [`alter table ${s}.orders set (autovacuum_analyze_threshold = 1000)`],
}

import type { Client } from "pg"

interface Plan {
  readonly "Node Type": string
  readonly "Relation Name"?: string
  readonly "Actual Rows": number
  readonly "Actual Loops": number
  readonly "Rows Removed by Filter"?: number
  readonly Plans?: ReadonlyArray<Plan>
}

const nodesOf = (plan: Plan): ReadonlyArray<Plan> => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

/** Runs a statement. Returns the tables that were read sequentially, and the number of rows that were read. */
export const explain = async (
  client: Client,
  { text, values }: { readonly text: string; readonly values: ReadonlyArray<unknown> },
) => {
  const { rows } = await client.query(`explain (analyze, format json) ${text}`, [...values])
  const scans = nodesOf(rows[0]["QUERY PLAN"][0].Plan).filter((node) => node["Relation Name"] !== undefined)
  return {
    sequential: scans.filter((node) => node["Node Type"] === "Seq Scan").map((node) => node["Relation Name"]),
    read: scans.reduce(
      (sum, node) => sum + node["Actual Loops"] * (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)),
      0,
    ),
  }
}

import { dayOf } from "../../shared/days"
import { api } from "../client"
import { resultOf } from "../problem"
import { number, type ResourceCalls } from "./resource"

const DAY_MS = 86_400_000

/** The sales of each of the last `filter.days` days. */
export const sales: ResourceCalls = {
  list: async ({ filter, signal }) => {
    const days = number(filter.days) ?? 30
    // The range ends today.
    const query = { from: dayOf(new Date(Date.now() - (days - 1) * DAY_MS)) }
    const report = await resultOf(api.reportSales({ query, signal }))
    return { items: report.days.map((day) => ({ ...day, id: day.date })), next: null }
  },
  one: async () => Promise.reject(new Error("Days have no address of their own")),
}

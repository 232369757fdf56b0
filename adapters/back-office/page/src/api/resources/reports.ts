import { lastDays } from "../../shared/days"
import { api } from "../client"
import { resultOf } from "../problem"
import { shopUnits } from "../shop-units"
import { number, type ResourceCalls } from "./resource"

/** The sales of each of the last `filter.days` days. */
export const sales: ResourceCalls = {
  list: async ({ filter, signal }) => {
    const days = number(filter.days) ?? 30
    const query = lastDays(days, new Date(), shopUnits().timeZone)
    const report = await resultOf(api.reportSales({ query, signal }))
    return { items: report.days.map((day) => ({ ...day, id: day.date })), next: null }
  },
  one: async () => Promise.reject(new Error("Days have no address of their own")),
}

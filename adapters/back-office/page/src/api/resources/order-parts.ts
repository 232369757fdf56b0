import { api } from "../client"
import { resultOf } from "../problem"
import { number, type ResourceCalls } from "./resource"

/** The steps of the order that `filter.order` names. */
export const orderSteps: ResourceCalls = {
  list: async ({ filter, signal }) => {
    const { items } = await resultOf(api.listOrderSteps({ path: { order: number(filter.order) ?? 0 }, signal }))
    return { items: items.map((step, id) => ({ ...step, id })), next: null }
  },
  one: async () => Promise.reject(new Error("Steps have no address of their own")),
}

/** The shop's notes about orders, by order. */
export const orderNotes: ResourceCalls = {
  list: async () => ({ items: [], next: null }),
  one: async (order, signal) => ({ id: order, ...(await resultOf(api.getOrderNote({ path: { order }, signal }))) }),
}

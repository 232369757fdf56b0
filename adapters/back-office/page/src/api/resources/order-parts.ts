import { api } from "../client"
import { answerOf, resultOf } from "../problem"
import { number, type ResourceCalls, type Versioned } from "./resource"

/** The steps of the order that `filter.order` names. */
export const orderSteps: ResourceCalls = {
  list: async ({ filter, signal }) => {
    const { items } = await resultOf(api.listOrderSteps({ path: { order: number(filter.order) ?? 0 }, signal }))
    return { items: items.map((step, id) => ({ ...step, id })), next: null }
  },
  one: async () => Promise.reject(new Error("Steps have no address of their own")),
}

/** The shop's note about an order. */
export type OrderNote = Versioned<{ readonly id: number; readonly note: string }>

/** Reads the note of an order. */
export const readNote = async (order: number, signal?: AbortSignal): Promise<OrderNote> => {
  const { value, etag } = await answerOf(api.getOrderNote({ path: { order }, signal }))
  return { id: order, ...value, etag }
}

/** Replaces the note of an order. Fails if another person has changed it since the version `etag`. */
export const storeNote = async (order: number, note: string, etag: string): Promise<void> => {
  await resultOf(api.putOrderNote({ path: { order }, headers: { "If-Match": etag }, body: { note } }))
}

/** The shop's notes about orders, by order. */
export const orderNotes: ResourceCalls = {
  list: async () => ({ items: [], next: null }),
  one: readNote,
}

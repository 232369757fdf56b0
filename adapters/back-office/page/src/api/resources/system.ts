import { api } from "../client"
import { resultOf } from "../problem"
import type { ResourceCalls } from "./resource"

/** What runs the shop. There is one record. */
export const system: ResourceCalls = {
  list: async () => ({ items: [], next: null }),
  one: async (id, signal) => ({ ...(await resultOf(api.getSystem({ signal }))), id }),
}

/** The subscribers of events, by name. */
export const subscribers: ResourceCalls = {
  list: async ({ signal }) => {
    const { items } = await resultOf(api.listSubscribers({ signal }))
    return { items: items.map((subscriber) => ({ ...subscriber, id: subscriber.name })), next: null }
  },
  one: async () => Promise.reject(new Error("Subscribers have no address of their own")),
}

/** The API keys of all admins. */
export const apiKeys: ResourceCalls = {
  list: async ({ signal }) => resultOf(api.listApiKeys({ signal })),
  one: async () => Promise.reject(new Error("API keys have no address of their own")),
}

import { api } from "../client"
import { resultOf } from "../problem"
import type { ResourceCalls } from "./resource"

/** What a new shop lacks. There is one record. */
export const setup: ResourceCalls = {
  list: async () => ({ items: [], next: null }),
  one: async (id, signal) => ({ ...(await resultOf(api.getSetup({ signal }))), id }),
}

import { api } from "../client"
import { answerOf, resultOf } from "../problem"
import { type ResourceCalls, text, truth } from "./resource"

/** The most accounts that one request names. */
const MAX_IDS = 100

/** An account with its open sessions. */
export const accountOverviews: ResourceCalls = {
  list: async () => ({ items: [], next: null }),
  one: async (account, signal) => ({
    ...(await resultOf(api.getAccountOverview({ path: { account }, signal }))),
    id: account,
  }),
}

export const accounts: ResourceCalls = {
  list: ({ filter, limit, after, signal }) =>
    resultOf(
      api.listAccounts({
        query: {
          limit,
          after,
          text: text(filter.q),
          isAdmin: truth(filter.isAdmin),
          isActive: truth(filter.isActive),
        },
        signal,
      }),
    ),
  many: async (ids, signal) => {
    const parts = Array.from({ length: Math.ceil(ids.length / MAX_IDS) }, (_, part) =>
      ids.slice(part * MAX_IDS, (part + 1) * MAX_IDS),
    )
    const pages = await Promise.all(
      parts.map((id) => resultOf(api.listAccounts({ query: { id, limit: MAX_IDS }, signal }))),
    )
    return pages.flatMap(({ items }) => items)
  },
  one: async (account, signal) => {
    const { value, etag } = await answerOf(api.getAccount({ path: { account }, signal }))
    return { ...value, etag }
  },
}

import { api } from "../client"
import { answerOf, resultOf } from "../problem"
import { type ResourceCalls, text, truth } from "./resource"

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
  one: async (account, signal) => {
    const { value, etag } = await answerOf(api.getAccount({ path: { account }, signal }))
    return { ...value, etag }
  },
}

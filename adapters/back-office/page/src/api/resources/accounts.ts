import { api } from "../client"
import { answerOf, resultOf } from "../problem"
import { type ResourceCalls, text, truth } from "./resource"

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

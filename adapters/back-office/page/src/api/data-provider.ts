import type { DataProvider, GetListParams, GetListResult, RaRecord } from "react-admin"
import { numberedPages } from "./cursor-pages"
import { ApiError } from "./problem"
import { accountOverviews, accounts } from "./resources/accounts"
import { orderNotes, orderSteps } from "./resources/order-parts"
import { orders } from "./resources/orders"
import { categories, lowStockItems, movements, products, stock } from "./resources/products"
import { sales } from "./resources/reports"
import type { ResourceCalls } from "./resources/resource"
import { setup } from "./resources/setup"
import { apiKeys, subscribers, system } from "./resources/system"

const resources: Readonly<Record<string, ResourceCalls>> = {
  "account-overviews": accountOverviews,
  accounts,
  "api-keys": apiKeys,
  categories,
  "low-stock": lowStockItems,
  movements,
  "order-notes": orderNotes,
  "order-steps": orderSteps,
  orders,
  products,
  sales,
  setup,
  stock,
  subscribers,
  system,
}

const callsOf = (resource: string): ResourceCalls => {
  const calls = resources[resource]
  if (calls === undefined) throw new Error(`Unknown resource ${resource}`)
  return calls
}

const unsupported = (): never => {
  throw new ApiError(501, { type: "not-supported", detail: "The API does not support this." })
}

const pages = numberedPages()

const getList = async (resource: string, { pagination, sort, filter, signal }: GetListParams) => {
  const { page = 1, perPage = 25 } = pagination ?? {}
  const query = { filter: (filter ?? {}) as Readonly<Record<string, unknown>>, sort, limit: perPage, signal }
  const key = JSON.stringify([resource, filter, sort, perPage])
  const found = await pages(key, page, (after) => callsOf(resource).list({ ...query, after }))
  const data = [...found.items]
  // A short list is read as a whole, so that its length is known.
  return found.next === null && page === 1
    ? { data, total: data.length }
    : { data, pageInfo: { hasNextPage: found.next !== null, hasPreviousPage: page > 1 } }
}

/** Serves react-admin from the API. Each resource has its calls in `resources/`. */
export const dataProvider = {
  supportAbortSignal: true,
  getList: (resource, params) => getList(resource, params) as Promise<GetListResult>,
  getOne: async (resource, { id, signal }) => ({ data: await callsOf(resource).one(Number(id), signal) }),
  getMany: async (resource, { ids, signal }) => {
    const { one, many } = callsOf(resource)
    if (many !== undefined) return { data: [...(await many(ids.map(Number), signal))] }
    const found = await Promise.all(
      ids.map((id) =>
        one(Number(id), signal).catch((error: unknown) => {
          if (error instanceof ApiError && error.status === 404) return null
          throw error
        }),
      ),
    )
    return { data: found.filter((record) => record !== null) }
  },
  getManyReference: async (resource, { target, id, filter, ...params }) =>
    (await getList(resource, { ...params, filter: { ...filter, [target]: id } })) as GetListResult,
  update: async (resource, { id, data, previousData }) => ({
    data: (await (callsOf(resource).update ?? unsupported)(Number(id), data, previousData as RaRecord)) as RaRecord,
  }),
  create: async (resource, { data }) => ({ data: (await (callsOf(resource).create ?? unsupported)(data)) as RaRecord }),
  updateMany: async (resource, { ids, data }) => {
    const { update = unsupported, one } = callsOf(resource)
    for (const id of ids) await update(Number(id), data, await one(Number(id)))
    return { data: ids }
  },
  delete: unsupported,
  deleteMany: unsupported,
} as DataProvider

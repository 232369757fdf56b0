import { Effect } from "effect"
import { openInMemory } from "../../../adapters/persistence/in-memory/in-memory.ts"
import type { Store } from "../../../adapters/testing/ports.ts"
import { replacePorts } from "../../../application/ports/replace-ports.ts"
import { type Category, CategoryId } from "../../../domain/catalog/category.ts"

// Adapters with mistakes that show in other hours, after a restart or after a crash, around the correct store in memory.

/** Cancels an order and releases its stock some milliseconds later, without a transaction. */
export const twoWrites = async (): Promise<Store> => {
  const store = openInMemory()
  const { ledger } = store.orders
  const recordStatusChange: typeof ledger.recordStatusChange = Effect.fnUntraced(function* (change) {
    yield* ledger.recordStatusChange({ ...change, movements: [] })
    yield* Effect.sleep(5)
    yield* ledger.recordStatusChange({ ...change, event: { ...change.event, from: change.event.to } })
  })
  return replacePorts(store, { orders: { ledger: { ...ledger, recordStatusChange } } })
}

const HOUR = 3_600_000
const berlin = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Berlin", timeZoneName: "longOffset" })

/** What is added to UTC in Berlin: one or two hours. */
const offsetAt = (at: number): number => (berlin.format(at).endsWith("+02:00") ? 2 : 1) * HOUR

/** Stores times as local times in Berlin, as columns without a time zone do. */
export const localTimes = async (): Promise<Store> => {
  const store = openInMemory()
  const { ledger } = store.orders
  const kept = (at: Date): Date => {
    const local = at.getTime() + offsetAt(at.getTime())
    return new Date(local - offsetAt(local - HOUR))
  }
  const record: typeof ledger.record = (placement) => {
    const createdAt = kept(placement.order.createdAt)
    return ledger.record({ ...placement, order: { ...placement.order, createdAt } })
  }
  return replacePorts(store, { orders: { ledger: { ...ledger, record } } })
}

/** Gives a category the id after the largest one, which a deleted category may have had. */
export const reusedIds = async (): Promise<Store> => {
  const store = openInMemory()
  const { categories } = store.catalog
  const ids = new Map<CategoryId, CategoryId>()
  const add: typeof categories.add = (name) =>
    Effect.map(categories.add(name), (category): Category => {
      const id = CategoryId(Math.max(0, ...ids.keys()) + 1)
      ids.set(id, category.id)
      return { ...category, id }
    })
  const remove: typeof categories.remove = (category) =>
    Effect.tap(categories.remove(ids.get(category) ?? category), () => Effect.sync(() => ids.delete(category)))
  return replacePorts(store, { catalog: { categories: { ...categories, add, remove } } })
}

/** Keeps idempotency keys in the memory of one process. */
export const keysInMemory = async (): Promise<Store> => openInMemory()

/** Opens a store of {@link keysInMemory} as another process, which does not know the keys. */
export const keysForgotten = async (store: Store): Promise<Store> => {
  const { ledger } = store.orders
  const recordOnce: typeof ledger.recordOnce = (placement) => ledger.record(placement)
  const recall: typeof ledger.recall = () => Effect.succeed(null)
  return { ...replacePorts(store, { orders: { ledger: { ...ledger, recordOnce, recall } } }), close: async () => {} }
}

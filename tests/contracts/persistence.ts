import { afterAll, beforeAll, describe } from "vitest"
import type { Persistence } from "../../adapters/persistence/persistence.ts"
import { accountSecurityContract } from "./account-security.ts"
import { accountsContract } from "./accounts.ts"
import { catalogContract } from "./catalog.ts"
import { catalogLoaderContract } from "./catalog-loader.ts"
import { concurrencyContract } from "./concurrency.ts"
import { emptyStoreContract } from "./empty-store.ts"
import { eventFeedContract } from "./event-feed.ts"
import { idempotencyContract } from "./idempotency.ts"
import { leftoversContract } from "./leftovers.ts"
import { offersContract } from "./offers.ts"
import { orderLedgerContract } from "./order-ledger.ts"
import { orderListsContract } from "./order-lists.ts"
import { ordersContract } from "./orders.ts"
import { overdueOrdersContract } from "./overdue-orders.ts"
import { profilesContract } from "./profiles.ts"
import { rotationsContract } from "./rotations.ts"
import { sessionsContract } from "./sessions.ts"
import { type Shop, shopOver } from "./shop.ts"
import { signInAttemptsContract } from "./sign-in-attempts.ts"
import { stockBooksContract } from "./stock-books.ts"

/** What each part of the contract is told over: one store that they share, and a way to open an empty one. */
export interface Subject {
  readonly store: () => Persistence
  readonly shop: () => Shop
  /** Hands a new, empty store to the test and closes it. */
  readonly withEmptyStore: (test: (store: Persistence) => Promise<void>) => Promise<void>
}

/** The contract that every store keeps, whatever it is made of. `open` opens an empty store. */
export const describePersistence = (
  name: string,
  open: () => Promise<Persistence>,
  { timeout = 60_000 }: { readonly timeout?: number } = {},
): void => {
  describe(`persistence: ${name}`, { timeout }, () => {
    let store: Persistence | undefined
    beforeAll(async () => {
      store = await open()
    }, timeout)
    afterAll(() => store?.close(), timeout)

    const opened = (): Persistence => {
      if (store === undefined) throw new Error("the store did not open")
      return store
    }
    const subject: Subject = {
      store: opened,
      shop: () => shopOver(opened()),
      withEmptyStore: async (test) => {
        const empty = await open()
        try {
          await test(empty)
        } finally {
          await empty.close()
        }
      },
    }
    emptyStoreContract(subject)
    accountsContract(subject)
    accountSecurityContract(subject)
    profilesContract(subject)
    sessionsContract(subject)
    rotationsContract(subject)
    signInAttemptsContract(subject)
    catalogContract(subject)
    catalogLoaderContract(subject)
    offersContract(subject)
    orderLedgerContract(subject)
    idempotencyContract(subject)
    concurrencyContract(subject)
    ordersContract(subject)
    orderListsContract(subject)
    overdueOrdersContract(subject)
    eventFeedContract(subject)
    leftoversContract(subject)
    stockBooksContract(subject)
  })
}

import { afterAll, beforeAll, describe } from "vitest"
import type { Store } from "../ports.ts"
import { accountErasureContract } from "./account-erasure.ts"
import { accountSearchContract } from "./account-search.ts"
import { accountSecurityContract } from "./account-security.ts"
import { accountsContract } from "./accounts.ts"
import { apiKeysContract } from "./api-keys.ts"
import { catalogContract } from "./catalog.ts"
import { catalogEditingContract } from "./catalog-editing.ts"
import { catalogKeysContract } from "./catalog-keys.ts"
import { catalogLoaderContract } from "./catalog-loader.ts"
import { clockChangesContract } from "./clock-changes.ts"
import { concurrencyContract } from "./concurrency.ts"
import { decisionsContract } from "./decisions.ts"
import { emptyStoreContract } from "./empty-store.ts"
import { externalAccountsContract } from "./external-accounts.ts"
import { guestsContract } from "./guests.ts"
import { idempotencyContract } from "./idempotency.ts"
import { idsContract } from "./ids.ts"
import { interruptionsContract } from "./interruptions.ts"
import { inventoryContract } from "./inventory.ts"
import { offersContract } from "./offers.ts"
import { orderHistoryContract } from "./order-history.ts"
import { orderLedgerContract } from "./order-ledger.ts"
import { orderListsContract } from "./order-lists.ts"
import { orderMetadataContract } from "./order-metadata.ts"
import { orderSearchContract } from "./order-search.ts"
import { ordersContract } from "./orders.ts"
import { outboxContract } from "./outbox.ts"
import { overdueOrdersContract } from "./overdue-orders.ts"
import { pricesContract } from "./prices.ts"
import { productPicturesContract } from "./product-pictures.ts"
import { productSearchContract } from "./product-search.ts"
import { profilesContract } from "./profiles.ts"
import { recoveryContract } from "./recovery.ts"
import { reopeningContract } from "./reopening.ts"
import { reportsContract } from "./reports.ts"
import { retentionContract } from "./retention.ts"
import { rotationsContract } from "./rotations.ts"
import { sessionLimitsContract } from "./session-limits.ts"
import { sessionsContract } from "./sessions.ts"
import { shopOver } from "./shop.ts"
import { shopCurrencyContract } from "./shop-currency.ts"
import { shopIdentityContract } from "./shop-identity.ts"
import { signInAttemptsContract } from "./sign-in-attempts.ts"
import { similarTextsContract } from "./similar-texts.ts"
import { stockAuditContract } from "./stock-audit.ts"
import { stockSearchContract } from "./stock-search.ts"
import { stockTakingContract } from "./stock-taking.ts"
import type { Subject } from "./subject.ts"
import { subscribersContract } from "./subscribers.ts"
import { unpaidOrdersContract } from "./unpaid-orders.ts"
import { unusedPicturesContract } from "./unused-pictures.ts"

/** The contract of each port, and contracts across ports. */
const contracts = {
  emptyStore: emptyStoreContract,
  shopIdentity: shopIdentityContract,
  shopCurrency: shopCurrencyContract,
  accounts: accountsContract,
  externalAccounts: externalAccountsContract,
  accountSearch: accountSearchContract,
  accountSecurity: accountSecurityContract,
  profiles: profilesContract,
  sessions: sessionsContract,
  sessionLimits: sessionLimitsContract,
  rotations: rotationsContract,
  signInAttempts: signInAttemptsContract,
  recovery: recoveryContract,
  apiKeys: apiKeysContract,
  accountErasure: accountErasureContract,
  guests: guestsContract,
  catalog: catalogContract,
  catalogEditing: catalogEditingContract,
  catalogKeys: catalogKeysContract,
  catalogLoader: catalogLoaderContract,
  productPictures: productPicturesContract,
  productSearch: productSearchContract,
  offers: offersContract,
  prices: pricesContract,
  inventory: inventoryContract,
  ids: idsContract,
  orderLedger: orderLedgerContract,
  decisions: decisionsContract,
  idempotency: idempotencyContract,
  similarTexts: similarTextsContract,
  concurrency: concurrencyContract,
  interruptions: interruptionsContract,
  reopening: reopeningContract,
  clockChanges: clockChangesContract,
  unpaidOrders: unpaidOrdersContract,
  orders: ordersContract,
  orderLists: orderListsContract,
  orderHistory: orderHistoryContract,
  orderMetadata: orderMetadataContract,
  orderSearch: orderSearchContract,
  overdueOrders: overdueOrdersContract,
  outbox: outboxContract,
  subscribers: subscribersContract,
  retention: retentionContract,
  stockAudit: stockAuditContract,
  stockTaking: stockTakingContract,
  stockSearch: stockSearchContract,
  reports: reportsContract,
  unusedPictures: unusedPicturesContract,
} satisfies Record<string, (subject: Subject) => void>

/** The name of a contract. */
export type ContractName = keyof typeof contracts

/** The names of all contracts. */
export const contractNames = Object.keys(contracts) as ReadonlyArray<ContractName>

/**
 *
 * Registers the contracts of every store in vitest, concurrency included. `open` opens an empty store. It is called
 * once
 * for the suite and once for each test that needs an empty store. To test an adapter of a single port, open a store in
 * which that adapter replaces the store's own.
 *
 * A failing test names the contract, the test and the law that is broken.
 *
 * @example
 * describePersistence("SQLite", () => openSqlite(":memory:"))
 * describePersistence("my ledger", async () => replacePorts(openInMemory(), { orders: { ledger: orderLedger } }), { only: ["orderLedger"] })
 */
export const describePersistence = (
  name: string,
  open: () => Promise<Store>,
  {
    timeout = 60_000,
    openAgain = null,
    only = contractNames,
  }: {
    /**
     *
     * Milliseconds for one test, and for opening and closing. Defaults to one minute. A test waits up to 20 seconds for
     * an
     * expected event before it fails.
     *
     */
    readonly timeout?: number
    /**
     * Opens the data of an open store a second time, as another process does. Defaults to none. Then the contract of
     * reopened data is not checked.
     */
    readonly openAgain?: ((store: Store) => Promise<Store>) | null
    /** The contracts to check. Defaults to all. */
    readonly only?: ReadonlyArray<ContractName>
  } = {},
): void => {
  describe(`persistence: ${name}`, { timeout }, () => {
    let store: Store | undefined
    beforeAll(async () => {
      store = await open()
    }, timeout)
    afterAll(() => store?.close(), timeout)

    const opened = (): Store => {
      if (store === undefined) throw new Error("the store did not open")
      return store
    }
    const subject: Subject = {
      store: opened,
      shop: () => shopOver(opened()),
      openAgain,
      withEmptyStore: async (test) => {
        const empty = await open()
        try {
          await test(empty)
        } finally {
          await empty.close()
        }
      },
    }
    for (const contract of only) contracts[contract](subject)
  })
}

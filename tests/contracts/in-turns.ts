import type { Persistence } from "../../adapters/persistence/persistence.ts"

/** Two stores over one database as one, each call going to the other one: what two processes do to each other. */
export const inTurns = (one: Persistence, other: Persistence): Persistence => {
  let calls = 0
  const next = (): Persistence => (++calls % 2 === 0 ? one : other)
  return {
    accounts: {
      add: (...args) => next().accounts.add(...args),
      find: (...args) => next().accounts.find(...args),
      findById: (...args) => next().accounts.findById(...args),
    },
    security: {
      rehash: (...args) => next().security.rehash(...args),
      promote: (...args) => next().security.promote(...args),
      setActive: (...args) => next().security.setActive(...args),
    },
    profiles: {
      find: (...args) => next().profiles.find(...args),
      update: (...args) => next().profiles.update(...args),
    },
    sessions: {
      open: (...args) => next().sessions.open(...args),
      find: (...args) => next().sessions.find(...args),
      findById: (...args) => next().sessions.findById(...args),
      listOf: (...args) => next().sessions.listOf(...args),
      end: (...args) => next().sessions.end(...args),
    },
    rotations: { rotate: (...args) => next().rotations.rotate(...args) },
    signInAttempts: {
      begin: (...args) => next().signInAttempts.begin(...args),
      fail: (...args) => next().signInAttempts.fail(...args),
      withdraw: (...args) => next().signInAttempts.withdraw(...args),
      succeed: (...args) => next().signInAttempts.succeed(...args),
    },
    products: {
      list: () => next().products.list(),
      add: (...args) => next().products.add(...args),
      reprice: (...args) => next().products.reprice(...args),
    },
    categories: {
      list: () => next().categories.list(),
      add: (...args) => next().categories.add(...args),
    },
    offers: { offersFor: (...args) => next().offers.offersFor(...args) },
    catalogLoader: {
      load: (...args) => next().catalogLoader.load(...args),
      isEmpty: () => next().catalogLoader.isEmpty(),
    },
    inventory: { restock: (...args) => next().inventory.restock(...args) },
    orderLedger: {
      record: (...args) => next().orderLedger.record(...args),
      recordOnce: (...args) => next().orderLedger.recordOnce(...args),
      recall: (...args) => next().orderLedger.recall(...args),
      amend: (...args) => next().orderLedger.amend(...args),
    },
    orders: {
      find: (...args) => next().orders.find(...args),
      page: (...args) => next().orders.page(...args),
    },
    overdueOrders: { unpaidSince: (...args) => next().overdueOrders.unpaidSince(...args) },
    outbox: {
      lease: (...args) => next().outbox.lease(...args),
      next: (...args) => next().outbox.next(...args),
      acknowledge: (...args) => next().outbox.acknowledge(...args),
      deleteSubscriber: (...args) => next().outbox.deleteSubscriber(...args),
    },
    retention: {
      removeKeys: (...args) => next().retention.removeKeys(...args),
      removeEvents: (...args) => next().retention.removeEvents(...args),
    },
    stockAudit: {
      audit: () => next().stockAudit.audit(),
      repair: () => next().stockAudit.repair(),
    },
    close: async () => {
      await Promise.all([one.close(), other.close()])
    },
  }
}

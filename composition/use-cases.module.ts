import { ContainerModule } from "inversify"
import { makeCreateCategory } from "../application/catalog/create-category.ts"
import { makeCreateProduct } from "../application/catalog/create-product.ts"
import { makeImportCatalog } from "../application/catalog/import-catalog.ts"
import { makeListCategories } from "../application/catalog/list-categories.ts"
import { makeListProducts } from "../application/catalog/list-products.ts"
import { makeReprice } from "../application/catalog/reprice.ts"
import { makeDeleteSubscriber, makeDeliverEvents } from "../application/event/deliver-events.ts"
import { makePurgeExpired } from "../application/event/purge-expired.ts"
import { makeChangeOrderStatus } from "../application/order/change-order-status.ts"
import { makeExpireOrders } from "../application/order/expire-orders.ts"
import { makeListOrders, makeStreamOrders } from "../application/order/list-orders.ts"
import { makePageOrders } from "../application/order/page-orders.ts"
import { makePlaceOrder } from "../application/order/place-order.ts"
import { makeAuditStock } from "../application/stock/audit-stock.ts"
import { makeRestock } from "../application/stock/restock.ts"
import { accountUseCases } from "./account-use-cases.ts"
import { Port, UseCase } from "./identifiers.ts"

/** Builds every use case from the ports that are bound. */
export const useCasesModule = new ContainerModule((options) => {
  accountUseCases(options)
  const { bind } = options
  bind(UseCase.listProducts).toResolvedValue((products) => makeListProducts({ products }), [Port.products])
  bind(UseCase.createProduct).toResolvedValue(
    (products, clock) => makeCreateProduct({ products, clock }),
    [Port.products, Port.clock],
  )
  bind(UseCase.reprice).toResolvedValue(
    (products, clock) => makeReprice({ products, clock }),
    [Port.products, Port.clock],
  )
  bind(UseCase.restock).toResolvedValue(
    (offers, inventory, clock) => makeRestock({ offers, inventory, clock }),
    [Port.offers, Port.inventory, Port.clock],
  )
  bind(UseCase.listCategories).toResolvedValue((categories) => makeListCategories({ categories }), [Port.categories])
  bind(UseCase.createCategory).toResolvedValue((categories) => makeCreateCategory({ categories }), [Port.categories])
  bind(UseCase.importCatalog).toResolvedValue(
    (loader, clock) => makeImportCatalog({ loader, clock }),
    [Port.catalogLoader, Port.clock],
  )
  bind(UseCase.placeOrder).toResolvedValue(
    (offers, ledger, clock) => makePlaceOrder({ offers, ledger, clock }),
    [Port.offers, Port.orderLedger, Port.clock],
  )
  bind(UseCase.listOrders).toResolvedValue((orders) => makeListOrders({ orders }), [Port.orders])
  bind(UseCase.streamOrders).toResolvedValue((orders) => makeStreamOrders({ orders }), [Port.orders])
  bind(UseCase.pageOrders).toResolvedValue((orders) => makePageOrders({ orders }), [Port.orders])
  bind(UseCase.changeOrderStatus).toResolvedValue(
    (orders, ledger, clock) => makeChangeOrderStatus({ orders, ledger, clock }),
    [Port.orders, Port.orderLedger, Port.clock],
  )
  bind(UseCase.expireOrders).toResolvedValue(
    (overdue, ledger, clock) => makeExpireOrders({ overdue, ledger, clock }),
    [Port.overdueOrders, Port.orderLedger, Port.clock],
  )
  bind(UseCase.deliverEvents).toResolvedValue((outbox) => makeDeliverEvents({ outbox }), [Port.outbox])
  bind(UseCase.deleteSubscriber).toResolvedValue((outbox) => makeDeleteSubscriber({ outbox }), [Port.outbox])
  bind(UseCase.purgeExpired).toResolvedValue(
    (retention, clock) => makePurgeExpired({ retention, clock }),
    [Port.retention, Port.clock],
  )
  bind(UseCase.auditStock).toResolvedValue((books) => makeAuditStock({ books }), [Port.stockAudit])
})

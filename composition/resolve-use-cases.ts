import type { Container } from "inversify"
import type { UseCases } from "../application/use-cases.ts"
import { UseCase } from "./identifiers.ts"

/** Takes every use case out of a container in which all are bound. */
export const resolveUseCases = (container: Container): UseCases => ({
  register: container.get(UseCase.register),
  logIn: container.get(UseCase.logIn),
  authenticate: container.get(UseCase.authenticate),
  obtainTokenPair: container.get(UseCase.obtainTokenPair),
  refreshAccess: container.get(UseCase.refreshAccess),
  authenticateAccess: container.get(UseCase.authenticateAccess),
  authenticateRefresh: container.get(UseCase.authenticateRefresh),
  rotateRefresh: container.get(UseCase.rotateRefresh),
  listSessions: container.get(UseCase.listSessions),
  endSession: container.get(UseCase.endSession),
  setAccountActive: container.get(UseCase.setAccountActive),
  viewProfile: container.get(UseCase.viewProfile),
  updateProfile: container.get(UseCase.updateProfile),
  createAdmin: container.get(UseCase.createAdmin),
  ensureAdmin: container.get(UseCase.ensureAdmin),
  listProducts: container.get(UseCase.listProducts),
  createProduct: container.get(UseCase.createProduct),
  reprice: container.get(UseCase.reprice),
  restock: container.get(UseCase.restock),
  listCategories: container.get(UseCase.listCategories),
  createCategory: container.get(UseCase.createCategory),
  importCatalog: container.get(UseCase.importCatalog),
  placeOrder: container.get(UseCase.placeOrder),
  listOrders: container.get(UseCase.listOrders),
  streamOrders: container.get(UseCase.streamOrders),
  pageOrders: container.get(UseCase.pageOrders),
  changeOrderStatus: container.get(UseCase.changeOrderStatus),
  expireOrders: container.get(UseCase.expireOrders),
  deliverEvents: container.get(UseCase.deliverEvents),
  deleteSubscriber: container.get(UseCase.deleteSubscriber),
  purgeExpired: container.get(UseCase.purgeExpired),
  auditStock: container.get(UseCase.auditStock),
})

import type { ApiKeyScope } from "../../../../domain/account/api-key-scope.ts"

/**
 * The scope that an API key needs for each operation, by the operation's id. `null` means that no API key is accepted:
 * keys, sessions, passwords, the admin role and erasures are for people. Operations that ignore credentials have
 * no entry. `dialect.ts` throws for an operation that is missing here or is here without reason.
 */
export const operationScopes: { readonly [operation: string]: ApiKeyScope | null } = {
  listProducts: "products:read",
  getProduct: "products:read",
  createProduct: "products:write",
  updateProduct: "products:write",
  addProductPicture: "products:write",
  removeProductPicture: "products:write",
  createCategory: "products:write",
  renameCategory: "products:write",
  deleteCategory: "products:write",
  importCatalog: "products:write",
  importDemo: "products:write",

  listStock: "stock:read",
  listLowStock: "stock:read",
  listStockMovements: "stock:read",
  restockProduct: "stock:write",
  takeStock: "stock:write",
  setLowStockThreshold: "stock:write",

  listOrders: "orders:read",
  getOrder: "orders:read",
  exportOrders: "orders:read",
  listOrderSteps: "orders:read",
  getOrderNote: "orders:read",
  getOrderMetadata: "orders:read",
  placeOrder: "orders:write",
  updateOrder: "orders:write",
  cancelOrder: "orders:write",
  putOrderNote: "orders:write",
  putOrderMetadata: "orders:write",
  claimGuestOrders: "orders:write",

  listAccounts: "accounts:read",
  getAccount: "accounts:read",
  getOwnAccount: "accounts:read",
  getAccountOverview: "accounts:read",
  exportAccount: "accounts:read",
  updateAccount: "accounts:write",
  updateOwnAccount: "accounts:write",
  putPicture: "accounts:write",
  putOwnPicture: "accounts:write",
  deletePicture: "accounts:write",
  deleteOwnPicture: "accounts:write",
  setActive: "accounts:write",
  requestEmailVerification: "accounts:write",

  reportSales: "reports:read",
  reportBestSellers: "reports:read",
  reportStockValue: "reports:read",

  getSystem: "system:read",
  auditStock: "system:read",
  listSubscribers: "system:read",
  streamChanges: "system:read",
  repairStock: "system:write",
  retryEvents: "system:write",

  createApiKey: null,
  listApiKeys: null,
  revokeApiKey: null,
  listSessions: null,
  getCurrentSession: null,
  endCurrentSession: null,
  endSession: null,
  endSessions: null,
  changePassword: null,
  createPasswordLink: null,
  setAdmin: null,
  eraseOwnAccount: null,
  eraseAccount: null,
}

import { addCategory, addProduct, serveShop, signInAdmin } from "../support/http.ts"

/** A served shop with an admin, a product with enough stock, and order 1. */
export const openStockedShop = async () => {
  const served = await serveShop()
  const admin = await signInAdmin(served)
  const category = await addCategory(served.ask, admin, "Skincare")
  const soap = await addProduct(served.ask, admin, { category, stock: 1000 })
  const order = (items: unknown) => served.ask("POST", "/api/orders/", { token: admin, body: { items } })
  await order([{ product: soap, quantity: 1 }])
  return { ...served, admin, soap, order }
}

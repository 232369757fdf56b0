import { type Account, openShop, operator, type Policies } from "../../composition/index.ts"

/** Opens a shop with soap at 3.00 and a buyer. */
export const openSoapShop = async <const O = never, const S = never>(policies?: Policies<O, S>) => {
  const shop = await openShop({ database: "memory", passwordCost: 4, policies })
  const product = { name: "Soap", description: "", price: "3.00", category: "Bath", stock: 100 }
  await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [product] })
  const [soap] = await shop.listProducts()
  const mia = await shop.register({ username: "mia", password: "a-long-password" })
  if (soap === undefined || !mia.ok) throw new Error("the shop is not furnished")
  const buyer: Account = mia.value.account
  return { shop, buyer, soap, of: (quantity: number) => ({ lines: [{ product: soap.id, quantity }] }) }
}

import { Effect } from "effect"
import { openShop, operator, total } from "shopwright"

const shop = await openShop({
  database: "memory",
  registration: { required: [], password: { minLength: 8, maxLength: 64 } },
})
const { importCatalog, listProducts, register, placeOrder } = shop.useCases
const product = { name: "Soap", description: "Olive oil", price: "3.50", category: "Bath", stock: 1 }
const program = Effect.gen(function* () {
  yield* importCatalog(operator, { categories: [{ name: "Bath" }], products: [product] })
  const { account } = yield* register({ username: "mia", password: "a-long-password" })
  const lines = (yield* listProducts()).map(({ id }) => ({ product: id, quantity: 1 }))
  const order = yield* placeOrder(account, { lines })
  const second = placeOrder(account, { lines }).pipe(
    Effect.as("a second one"),
    Effect.catchTag("InsufficientStock", ({ available }) => Effect.succeed(`${available} left`)),
  )
  return `${total(order)} to pay, ${yield* second}`
})
console.log(await Effect.runPromise(program))
await shop.close()

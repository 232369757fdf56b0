import { confirm, requireTerminal } from "./confirmation.ts"

/** Asks before the laws touch a shop that has orders. Throws CommandFailure if the answer is not yes, and UsageError if there is no terminal to ask on. */
export const confirmLaws = async (url: string, hasOrders: boolean): Promise<void> => {
  if (!hasOrders) return
  requireTerminal(`${url} has orders. The laws create products, buyers and orders there`)
  await confirm(`${url} has orders. Create products, buyers and orders there?`, "Nothing was checked")
}

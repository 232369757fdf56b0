import { createInterface } from "node:readline/promises"
import { CommandFailure, UsageError } from "./failure.ts"

/** Asks before the laws touch a shop that has orders. Throws CommandFailure if the answer is not yes, and UsageError if there is no terminal to ask on. */
export const confirm = async (url: string, hasOrders: boolean): Promise<void> => {
  if (!hasOrders) return
  if (!process.stdin.isTTY)
    throw new UsageError(`${url} has orders. The laws create products, buyers and orders there. Use --yes to agree`)
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await terminal.question(`${url} has orders. Create products, buyers and orders there? [y/N] `)
    if (!/^y(es)?$/i.test(answer.trim())) throw new CommandFailure("Nothing was checked")
  } finally {
    terminal.close()
  }
}

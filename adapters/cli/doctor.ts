import { Effect } from "effect"
import type { StockDrift } from "../../application/ports/stock-audit.ts"
import { type Command, noArguments, readFlags } from "./command.ts"
import { databaseHelp, readExistingDatabase } from "./database.ts"
import { CommandFailure } from "./failure.ts"

const usage = `Usage: shopwright doctor [options]

Recomputes every stock level from the orders and the stock's movements, and names every number that is not what follows
from them. Ends with code 1 where such a drift is left. The shop may go on selling meanwhile.

  --repair         set stock levels to what follows from the orders and movements
${databaseHelp}
`

const flags = { database: { type: "string" } } as const
const REPAIR = "--repair"

const run = async (args: ReadonlyArray<string>): Promise<void> => {
  const { values, positionals } = readFlags(
    args.filter((arg) => arg !== REPAIR),
    flags,
  )
  noArguments(positionals)
  const repair = args.includes(REPAIR)
  const database = readExistingDatabase(values.database)
  const { openShop } = await import("../../composition/open-shop.ts")
  const shop = await openShop({ database })
  try {
    conclude(await Effect.runPromise(shop.useCases.auditStock({ repair })), repair)
  } finally {
    await shop.close()
  }
}

const conclude = (drifts: ReadonlyArray<StockDrift>, repair: boolean): void => {
  for (const drift of drifts) process.stdout.write(`${inWords(drift)}\n`)
  const left = drifts.filter(({ repaired }) => !repaired)
  if (left.length === 0) {
    const healthy = "every stock level is what its orders and movements say"
    process.stdout.write(drifts.length === 0 ? `${healthy}\n` : `repaired: ${healthy}\n`)
    return
  }
  const remedy = repair ? "what is left takes a person to decide" : "--repair sets levels right where that can be done"
  throw new CommandFailure(`${left.length} ${left.length === 1 ? "drift" : "drifts"} found; ${remedy}`)
}

const inWords = ({ stockItem, product, variant, what, expected, found, repaired }: StockDrift): string => {
  const kind = variant === null ? "" : `, variant ${variant.id} (${[variant.size, variant.color].join(", ")})`
  const item = `stock item ${stockItem}: product ${product.id} (${product.name})${kind}`
  return `${item}: ${what} is ${found}, expected ${expected}${repaired ? ", repaired" : ""}`
}

export const doctor: Command = { summary: "check the stock's books, and repair them", usage, run }

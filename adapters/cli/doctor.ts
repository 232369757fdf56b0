import { Effect } from "effect"
import type { StockDrift } from "../../application/ports/stock-audit.ts"
import { type Call, type Command, noArguments } from "./command.ts"
import { existingDatabase } from "./database.ts"
import { CommandFailure } from "./failure.ts"
import { plural } from "./plural.ts"
import { commonOptions } from "./shop-options.ts"

const run = async ({ positionals, has, settings: read }: Call): Promise<void> => {
  noArguments(positionals)
  const settings = await read()
  const repair = has("repair")
  const database = existingDatabase(settings)
  const { openShop } = await import("../../composition/open-shop.ts")
  const shop = await openShop({ ...commonOptions(settings), database })
  try {
    reportDrifts(await Effect.runPromise(shop.useCases.auditStock({ repair })), repair)
  } finally {
    await shop.close()
  }
}

/** Prints the differences. Throws CommandFailure if one remains. */
export const reportDrifts = (drifts: ReadonlyArray<StockDrift>, repair: boolean): void => {
  for (const drift of drifts) process.stdout.write(`${describeDrift(drift)}\n`)
  const left = drifts.filter(({ repaired }) => !repaired)
  if (left.length === 0) {
    const healthy = "all stock levels match the orders and movements"
    process.stdout.write(drifts.length === 0 ? `${healthy}\n` : `repaired: ${healthy}\n`)
    return
  }
  const remedy = repair ? "the rest needs a manual correction" : "--repair corrects what can be corrected"
  throw new CommandFailure(`${plural(left.length, "drift")} found; ${remedy}`)
}

const describeDrift = ({ stockItem, product, variant, what, expected, found, repaired }: StockDrift): string => {
  const kind = variant === null ? "" : `, variant ${variant.id} (${[variant.size, variant.color].join(", ")})`
  const item = `stock item ${stockItem}: product ${product.id} (${product.name})${kind}`
  return `${item}: ${what} is ${found}, expected ${expected}${repaired ? ", repaired" : ""}`
}

export const doctor: Command = {
  summary: "check stock levels, and repair them",
  synopsis: "",
  about: `Recomputes every stock level from the orders and stock movements and prints the differences. Exits with code 1 if a
difference remains. The shop can stay open meanwhile.`,
  scope: "every command",
  flags: [{ name: "repair", about: "correct the stock levels that can be corrected" }],
  run,
}

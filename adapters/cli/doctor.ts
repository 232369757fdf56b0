import { existsSync } from "node:fs"
import { join, resolve } from "node:path"
import { Effect } from "effect"
import { plural } from "../../application/plural.ts"
import type { StockDrift } from "../../application/ports/stock-audit.ts"
import type { ShopOptions } from "../../composition/settings.ts"
import { type Call, type Command, noArguments } from "./command.ts"
import { existingDatabase } from "./database.ts"
import { CommandFailure } from "./failure.ts"
import { isBucket, pictureStorage } from "./picture-storage.ts"
import { DEFAULT_FOLDER } from "./settings/database-kind.ts"
import type { Settings } from "./settings/settings.ts"
import { commonOptions } from "./shop-options.ts"

const run = async ({ positionals, has, settings: read }: Call): Promise<void> => {
  noArguments(positionals)
  const settings = await read()
  const repair = has("repair")
  const database = existingDatabase(settings)
  const { openShop } = await import("../../composition/open-shop.ts")
  const { ownsPictures } = await import("../../composition/open-pictures.ts")
  const options = { ...commonOptions(settings), database, media: await existingPictures(settings) }
  const shop = await openShop(options)
  try {
    const isOwner = ownsPictures({ ...options, media: settings.value("media") })
    reportPictures(await shop.auditPictures({ repair: repair && isOwner }), repair, isOwner)
    reportDrifts(await Effect.runPromise(shop.useCases.auditStock({ repair })), repair)
  } finally {
    await shop.close()
  }
}

/** Returns where pictures are, or `undefined` if the database determines it or there is no folder. Creates no folder. */
const existingPictures = async (settings: Settings): Promise<ShopOptions["media"]> => {
  const given = settings.value("media")
  if (isBucket(given)) return pictureStorage(settings)
  const folder = resolve(given ?? join(DEFAULT_FOLDER, "media"))
  const database = settings.value("database")
  if (given === undefined && (database === "memory" || "folder" in database)) return undefined
  if (existsSync(folder)) return folder
  process.stderr.write(`pictures were not checked, because there is no folder ${folder}\n`)
  return undefined
}

/** Prints how many pictures are not in use, and what removes them. */
const reportPictures = (unused: ReadonlyArray<string>, repair: boolean, isOwner: boolean): void => {
  const [example] = unused
  if (example === undefined) return
  const found = unused.length === 1 ? "1 stored picture is" : `${unused.length} stored pictures are`
  process.stdout.write(`${found} not in use, such as ${example}; ${removalOf(repair, isOwner)}\n`)
}

const removalOf = (repair: boolean, isOwner: boolean): string => {
  if (!isOwner) return "serve removes them with SHOPWRIGHT_EXCLUSIVE_MEDIA=on, if no other shop stores pictures there"
  return repair ? "serve removes them in a day" : "--repair lets serve remove them in a day"
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
  summary: "check stock levels and pictures, and repair them",
  synopsis: "",
  about: `Recomputes every stock level from the orders and stock movements and prints the differences. Exits with code 1 if a
difference remains. Also counts the stored pictures to which no account or product refers. The shop can stay open
meanwhile.`,
  scope: "every command",
  flags: [
    { name: "repair", about: "correct the stock levels that can be corrected, and let serve remove unused pictures" },
  ],
  run,
}

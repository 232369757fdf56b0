import { readFile } from "node:fs/promises"
import { basename, join } from "node:path"
import { Effect } from "effect"
import { plural } from "../../application/plural.ts"
import type { NotSupported } from "../../application/ports/not-supported.ts"
import type { InvalidExport, ShopNotEmpty } from "../../application/transfer/errors.ts"
import type { ExportCounts } from "../../application/transfer/export-shop.ts"
import { checkExport } from "../../application/transfer/import-shop.ts"
import { type HeapBound, makeHeapBound } from "./bounded-heap.ts"
import { createFolder } from "./create-folder.ts"
import { describeDatabase, type PersistentDatabase } from "./database.ts"
import { reportDrifts } from "./doctor.ts"
import { failureOf } from "./failure.ts"
import type { Source } from "./import-source.ts"
import { linesOf } from "./lines.ts"
import { pictureStorage } from "./picture-storage.ts"
import { rejectedFile } from "./rejected-file.ts"
import type { Settings } from "./settings/settings.ts"
import { commonOptions } from "./shop-options.ts"

/** Returns whether a file begins as an export does. */
export const isExport = ({ beginning }: Source): boolean => /^(\xef\xbb\xbf)?\s*\{\s*"shopwright"\s*:/.test(beginning)

/** Loads an export into an empty database. The import verifies the stock levels. `pictures` is the folder of its pictures. */
export const importShop = async (
  source: Source,
  settings: Settings,
  { database, pictures }: { readonly database: PersistentDatabase; readonly pictures: string | undefined },
): Promise<void> => {
  const media = pictures === undefined ? undefined : await pictureStorage(settings)
  if ("folder" in database) await createFolder(database.folder)
  const { openShop } = await import("../../composition/open-shop.ts")
  const heap = makeHeapBound()
  const shop = await openShop({ ...commonOptions(settings), database, media })
  try {
    const { records, missingPictures } = await Effect.runPromise(
      Effect.mapError(
        shop.useCases.importShop(
          bounded(linesOf(source.bytes, source.name), heap),
          pictures === undefined ? undefined : (name) => readPicture(join(pictures, basename(name))),
        ),
        failureOf((error) => refusal(error, source.name, describeDatabase(database))),
      ),
    )
    for (const name of missingPictures)
      process.stderr.write(`shopwright: warning: the picture ${name} is missing in ${pictures}\n`)
    process.stdout.write(`imported ${describeCounts(records)}\n`)
    // The import has rejected levels that differ.
    reportDrifts([], false)
  } finally {
    await shop.close()
  }
}

/** Checks an export and loads nothing. */
export const dryRunImport = async ({ bytes, name }: Source): Promise<void> => {
  const counts = await Effect.runPromise(
    Effect.mapError(
      checkExport(bounded(linesOf(bytes, name), makeHeapBound())),
      failureOf((error) => refusal(error, name, "")),
    ),
  )
  process.stdout.write(`would import ${describeCounts(counts)}\n`)
}

/** How many lines pass between two checks of the heap. */
const LINES = 100

async function* bounded(lines: AsyncIterable<string>, heap: HeapBound): AsyncGenerator<string> {
  let passed = 0
  for await (const line of lines) {
    if (++passed % LINES === 0) heap.check()
    yield line
  }
  // The audit of the stock follows, which takes long.
  heap.collect()
}

const describeCounts = ({ account = 0, product = 0, orders = 0, ...others }: ExportCounts): string => {
  const rest = Object.values(others).reduce((sum, count) => sum + count, 0)
  return `${plural(account, "account")}, ${plural(product, "product")}, ${plural(orders, "order")} and ${plural(rest, "other record")}`
}

const refusal = (error: InvalidExport | ShopNotEmpty | NotSupported, source: string, database: string): string => {
  if (error._tag === "NotSupported") return `This store has no ${error.ports} ports`
  if (error._tag === "ShopNotEmpty")
    return `An export can only be imported into an empty shop, and ${database} has records of the kind ${error.kind}; nothing was loaded`
  const faults = error.faults.map(({ line, fault }) => `line ${line} ${fault}`)
  return rejectedFile(`${source} cannot be imported`, faults, error.more)
}

const readPicture = (file: string): Promise<Uint8Array | null> =>
  readFile(file).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null
    throw error
  })

import { buffer } from "node:stream/consumers"
import { Effect, Result } from "effect"
import { readCatalog } from "../../application/catalog/catalog-file.ts"
import type { InvalidCatalog } from "../../application/catalog/invalid-catalog.ts"
import { parseJson } from "../../application/file/parse-json.ts"
import type { CatalogToLoad } from "../../application/ports/catalog-loader.ts"
import { demoCatalog, demoIn } from "../../composition/catalog-files.ts"
import type { AnyShop } from "../../composition/shop.ts"
import { operator } from "../../domain/account/actor.ts"
import { allCurrencies, type Currency, defaultCurrency, MAX_DECIMALS } from "../../domain/catalog/currency.ts"
import { CommandFailure, failureOf } from "./failure.ts"
import { openSource, type Source } from "./import-source.ts"
import { progressOn } from "./progress.ts"
import { rejectedFile } from "./rejected-file.ts"

/** Reads the catalogue `demo`, `-` (standard input) or a file. The use case checks its format. */
export const readCatalogFrom = async (source: string): Promise<unknown> =>
  source === "demo" ? demoCatalog : readJson(await openSource(source))

const readJson = async ({ bytes, name }: Source): Promise<unknown> => parseJson(await buffer(bytes), name)

/** Returns where a fault is, for people. Defaults to the position in the catalogue. */
export type WhereIs = (place: string) => string

const asInFile: WhereIs = (place) => (place === "" ? "the file" : place)

/** Accepts the decimals of any currency. The shop's own is unknown until its database is open. */
const finest: Currency = { ...defaultCurrency, decimals: MAX_DECIMALS }

/** Throws CommandFailure for an invalid catalogue. Called before the database is opened, which takes longer. */
export const requireCatalog = (
  catalog: unknown,
  source: string,
  code: string | undefined,
  whereIs = asInFile,
): CatalogToLoad => {
  const currency = allCurrencies.find((known) => known.code === code) ?? finest
  const result = readCatalog(catalog, currency)
  if (Result.isFailure(result)) throw new CommandFailure(describeFaults(result.failure, source, whereIs))
  return result.success
}

/** Loads a catalogue and reports the progress. Throws CommandFailure with the position of every fault. */
export const loadCatalog = async (
  { useCases: { importCatalog }, currency }: Pick<AnyShop, "useCases" | "currency">,
  catalog: unknown,
  source: string,
  whereIs = asInFile,
): Promise<{ readonly categories: number; readonly products: number }> => {
  const progress = progressOn(process.stderr, "product")
  try {
    return await Effect.runPromise(
      Effect.mapError(
        importCatalog(operator, catalog === demoCatalog ? demoIn(currency) : catalog, progress.report),
        failureOf((error) =>
          error._tag === "InvalidCatalog"
            ? describeFaults(error, source, whereIs)
            : "Only admins and the operator import a catalogue",
        ),
      ),
    )
  } finally {
    progress.end()
  }
}

const describeFaults = ({ faults, more }: InvalidCatalog, source: string, whereIs: WhereIs): string =>
  rejectedFile(
    `${source} is not a valid catalogue`,
    faults.map(({ place, fault }) => `${whereIs(place)}: ${fault}`),
    more,
  )

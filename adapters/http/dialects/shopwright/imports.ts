import { Effect, Result } from "effect"
import { readCatalog } from "../../../../application/catalog/catalog-file.ts"
import { InvalidCatalog } from "../../../../application/catalog/invalid-catalog.ts"
import { InvalidFile } from "../../../../application/file/invalid-file.ts"
import type { CatalogToLoad } from "../../../../application/ports/catalog-loader.ts"
import type { UseCases } from "../../../../application/use-cases.ts"
import type { Actor } from "../../../../domain/account/actor.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import { described, file, object, optional } from "../../dialect/json/fields.ts"
import { booleanText } from "../../dialect/json/query.ts"
import { json } from "../../dialect/response.ts"
import { listOf, named, record, text, whole } from "../../dialect/schema.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { formatMoney, moneySchema } from "./money.ts"

/** A file with products, in the format of catalogue files. */
export interface CatalogFile {
  readonly catalog: unknown
  /** Returns where a value was, such as `line 7, column price`. `place` is its position in the catalogue. */
  readonly whereIs: (place: string) => string
  /** Faults that a catalogue does not have, such as contradicting rows. */
  readonly faults: ReadonlyArray<string>
  /** What was left out or changed, for people. */
  readonly notes: ReadonlyArray<string>
}

/** Reads the files of imports. */
export interface CatalogFiles {
  /** Detects the format of a file and reads it. Rejects with InvalidFile. */
  readonly read: (bytes: Uint8Array, name: string) => Promise<CatalogFile>
  /** Returns the demo catalogue. */
  readonly demo: (currency: Currency) => Promise<unknown>
}

/** The largest file, in bytes. The command line takes larger ones. */
const MAX_FILE_BYTES = 5_000_000
/** The products that a response shows. */
const MAX_SHOWN = 20

const formatImport = ({ categories, products }: CatalogToLoad, notes: ReadonlyArray<string>, currency: Currency) => ({
  categories: categories.length,
  products: products.length,
  first: products.slice(0, MAX_SHOWN).map(({ name, category, price, stock = 0, variants = [] }) => ({
    name,
    category,
    price: formatMoney(price, currency),
    variants: variants.length,
    stock: variants.length === 0 ? stock : variants.reduce((sum, variant) => sum + variant.stock, 0),
  })),
  notes,
})

type ShownImport = ReturnType<typeof formatImport>

const importSchema = named(
  "CatalogImport",
  record<ShownImport>({
    categories: whole({ minimum: 0 }),
    products: whole({ minimum: 0 }),
    first: listOf(
      named(
        "ImportedProduct",
        record<ShownImport["first"][number]>({
          name: text(),
          category: text({ description: "The name of the category." }),
          price: moneySchema,
          variants: whole({ minimum: 0, description: "The number of variants." }),
          stock: whole({ minimum: 0, description: "The quantity on hand of all variants." }),
        }),
      ),
      { description: `The first products, up to ${MAX_SHOWN}.` },
    ),
    notes: listOf(text(), { description: "What was left out or changed, for people." }),
  }),
)

const TAG = "Catalogue"

/** Returns the endpoints that load products from a file, and the demo. */
export const importEndpoints = (
  shop: Pick<UseCases, "importCatalog">,
  files: CatalogFiles,
  currency: Currency,
): Endpoints => {
  const load = (
    actor: Actor,
    { catalog, whereIs, faults, notes }: CatalogFile,
    isDryRun: boolean,
  ): Effect.Effect<ShownImport, Effect.Error<ReturnType<UseCases["importCatalog"]>>> => {
    if (faults.length > 0) return Effect.fail(invalid(faults))
    const checked = readCatalog(catalog, currency)
    if (Result.isFailure(checked)) {
      const { faults, more } = checked.failure
      return Effect.fail(
        invalid(
          faults.map(({ place, fault }) => `${whereIs(place)}: ${fault}`),
          more,
        ),
      )
    }
    const shown = formatImport(checked.success, notes, currency)
    return isDryRun ? Effect.succeed(shown) : Effect.as(shop.importCatalog(actor, catalog), shown)
  }
  return [
    endpoint({
      method: "POST",
      path: "imports",
      access: "admin",
      formats: ["multipart"],
      file: { field: "file", maxBytes: MAX_FILE_BYTES },
      query: object({
        dryRun: described(optional(booleanText, false), { description: "Checks the file and loads nothing." }),
      }),
      body: object({ file }),
      docs: {
        id: "importCatalog",
        tag: TAG,
        summary: "Load products from a file",
        description:
          "For admins. Loads all products of a file or none, and creates missing categories. The file is a catalogue in " +
          "JSON, a table with a header (CSV), or the products that Shopify exports. Loading a file twice adds its " +
          "products twice.",
        calls: ["importCatalog"],
        returns: [{ status: 200, description: "What the file has, or what was loaded.", schema: importSchema }],
      },
      handle: ({ caller, body, query }) =>
        readFile(files, body.file).pipe(
          Effect.flatMap((read) => load(caller.account, read, query.dryRun)),
          Effect.map((shown) => json(200, shown)),
        ),
    }),
    endpoint({
      method: "POST",
      path: "imports/demo",
      access: "admin",
      docs: {
        id: "importDemo",
        tag: TAG,
        summary: "Load the demo catalogue",
        description: "For admins. Adds a few products to try the shop with.",
        calls: ["importCatalog"],
        returns: [{ status: 200, description: "What was loaded.", schema: importSchema }],
      },
      handle: ({ caller }) =>
        Effect.promise(() => files.demo(currency)).pipe(
          Effect.flatMap((catalog) =>
            load(caller.account, { catalog, whereIs: (place) => place, faults: [], notes: [] }, false),
          ),
          Effect.map((shown) => json(200, shown)),
        ),
    }),
  ]
}

const readFile = (files: CatalogFiles, bytes: Uint8Array): Effect.Effect<CatalogFile, InvalidCatalog> =>
  Effect.tryPromise({ try: () => files.read(bytes, "the file"), catch: (error) => error }).pipe(
    Effect.catch((error) =>
      error instanceof InvalidFile ? Effect.fail(invalid(error.message.split("\n"))) : Effect.die(error),
    ),
  )

const MAX_FAULTS = 50

/** Returns the error for a file with these faults. They name their places themselves. */
const invalid = (faults: ReadonlyArray<string>, more = 0): InvalidCatalog => {
  const kept = faults.slice(0, MAX_FAULTS)
  return new InvalidCatalog({
    faults: kept.map((fault) => ({ place: "", fault: fault.trim() })),
    more: more + faults.length - kept.length,
  })
}

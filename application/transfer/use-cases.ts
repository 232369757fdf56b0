import type { In, Style } from "../use-case-style.ts"
import type { ExportShop } from "./export-shop.ts"
import type { ImportShop } from "./import-shop.ts"

/** Moving a whole shop. See `UseCasesIn`. */
export interface TransferUseCases<S extends Style> {
  /**
   * Writes the whole shop as lines of JSON, as of one moment, and returns the number of records of each kind. The lines
   * contain password hashes. For the operator.
   *
   * @example
   * await shop.exportShop(async ({ lines }) => void process.stdout.write(`${lines.join("\n")}\n`))
   */
  readonly exportShop: In<S, ExportShop>
  /**
   * Loads the lines of an export into an empty shop, all or nothing. Close the shop and open it again afterwards: it has
   * the id of the exported shop then. For the operator.
   *
   * @example
   * const loaded = await shop.importShop(exported)
   * if (!loaded.ok && loaded.error._tag === "ShopNotEmpty") console.log("The shop must be empty.")
   */
  readonly importShop: In<S, ImportShop>
}

import type { In, Style } from "../use-case-style.ts"
import type { CreateCategory } from "./create-category.ts"
import type { CreateProduct } from "./create-product.ts"
import type { DeleteCategory } from "./delete-category.ts"
import type { EditProduct } from "./edit-product.ts"
import type { ImportCatalog } from "./import-catalog.ts"
import type { ListCategories } from "./list-categories.ts"
import type { ListProducts } from "./list-products.ts"
import type { AddProductPicture, RemoveProductPicture } from "./product-pictures.ts"
import type { RenameCategory } from "./rename-category.ts"
import type { Reprice } from "./reprice.ts"
import type { SearchProducts } from "./search-products.ts"
import type { ViewProduct } from "./view-product.ts"

/** Products and categories. See `UseCasesIn`. */
export interface CatalogUseCases<S extends Style> {
  /** Lists all products with their variants and the available stock of each, in ascending order of id. */
  readonly listProducts: In<S, ListProducts>
  /** Creates a product with its variants and their stock. Admins only. */
  readonly createProduct: In<S, CreateProduct>
  /**
   * Returns one page of products, by word prefixes of name and description, category and availability. Public: `null` is
   * a visitor. `next` is the place after which the next page begins, or `null` on the last page.
   *
   * @example
   * const found = await shop.searchProducts(null, { text: "oliv soa", isAvailable: true, sort: "cheapest", limit: 20 })
   * if (found.ok) console.log(found.value.products.length, found.value.next)
   */
  readonly searchProducts: In<S, SearchProducts>
  /** Returns a product. Public: `null` is a visitor. Only admins see archived products and variants. */
  readonly viewProduct: In<S, ViewProduct>
  /**
   * Changes a product and its variants, adds variants, archives and restores, all or nothing. Admins only.
   *
   * @example
   * const seen = await shop.viewProduct(admin, soap.id)
   * if (!seen.ok) throw seen.error
   * const { id: product, version } = seen.value
   * const edited = await shop.editProduct(admin, { product, version, changes: { name: "Olive soap" } })
   * if (!edited.ok) console.log(edited.error._tag)
   */
  readonly editProduct: In<S, EditProduct>
  /**
   * Adds a picture to a product, after its other pictures, with a text for people who do not see it. Admins only.
   * `editProduct` changes the texts and the order.
   *
   * @example
   * const added = await shop.addProductPicture(admin, { product: soap.id, picture: bytes, alt: "A bar of soap" })
   * if (added.ok) console.log(added.value.pictures.map(({ name }) => name))
   */
  readonly addProductPicture: In<S, AddProductPicture>
  /** Removes a picture of a product, and its file. Admins only. */
  readonly removeProductPicture: In<S, RemoveProductPicture>
  /**
   * Sets the price of a product in minor units. Existing orders keep the price they were placed at. Admins only.
   *
   * @example
   * const price = Result.getOrThrow(money(395))
   * const repriced = await shop.reprice(admin, { product: soap.id, price })
   */
  readonly reprice: In<S, Reprice>
  /** Lists all categories, in ascending order of id. */
  readonly listCategories: In<S, ListCategories>
  /** Creates a category. Its name must be unused. Admins only. */
  readonly createCategory: In<S, CreateCategory>
  /** Renames a category. Its name must be unused. Admins only. */
  readonly renameCategory: In<S, RenameCategory>
  /** Deletes a category without products. Admins only. */
  readonly deleteCategory: In<S, DeleteCategory>
  /**
   * Loads a catalogue from parsed JSON, all of it or nothing. Reports the number of loaded products as it proceeds.
   * Admins only.
   *
   * @example
   * const soap = { name: "Soap", description: "Olive oil", price: "3.50", category: "Bath", stock: 12 }
   * await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [soap] })
   */
  readonly importCatalog: In<S, ImportCatalog>
}

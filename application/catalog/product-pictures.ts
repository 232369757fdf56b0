import { Effect } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import { type PictureName, type PictureRefused, PictureName as pictureName } from "../../domain/account/picture.ts"
import { addPicture } from "../../domain/catalog/edit-product.ts"
import { type TooManyPictures, UnknownPicture, UnknownProduct } from "../../domain/catalog/errors.ts"
import type { ProductId } from "../../domain/catalog/product.ts"
import type { ProductEntry } from "../../domain/catalog/product-entry.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import { type WithPicturePorts, withPicture } from "../account/with-picture.ts"
import { decideAgain } from "../decide-again.ts"
import type { PicturesBusy } from "../ports/media.ts"
import type { EditProduct, EditProductPorts } from "./edit-product.ts"

/** A picture to add. */
export interface AddProductPictureCommand {
  readonly product: ProductId
  /** The bytes of a JPEG, PNG, WebP or GIF. */
  readonly picture: Uint8Array
  /** What the picture shows, for people who do not see it: up to 500 characters. Defaults to an empty text. */
  readonly alt?: string | undefined
}

/** The reasons why a picture is rejected. Nothing is stored then. */
export type AddProductPictureError =
  | NotPermitted
  | InvalidField
  | UnknownProduct
  | TooManyPictures
  | PictureRefused
  | PicturesBusy

/**
 * Adds a picture to a product, after its other pictures. The picture is re-encoded, without its metadata. Returns the
 * product afterwards. Admins only.
 */
export type AddProductPicture = (
  actor: Manager,
  command: AddProductPictureCommand,
) => Effect.Effect<ProductEntry, AddProductPictureError>

export const makeAddProductPicture = ({
  editor,
  clock,
  ...media
}: EditProductPorts & WithPicturePorts): AddProductPicture => {
  const decide = Effect.fnUntraced(function* (product: ProductId, name: PictureName, alt: string) {
    const entry = (yield* editor.find(product)) ?? (yield* new UnknownProduct({ product }))
    return yield* Effect.fromResult(addPicture(entry, { name, alt }, clock.now()))
  })
  return Effect.fnUntraced(function* (actor, { product, picture, alt = "" }) {
    yield* Effect.fromResult(requireAdmin(actor))
    // Encoding a picture takes long, so what needs no picture is checked first.
    yield* decide(product, NO_PICTURE, alt)
    return yield* withPicture(media, picture, (name) =>
      decideAgain(
        "ProductConflict",
        Effect.gen(function* () {
          const edit = yield* decide(product, name ?? NO_PICTURE, alt)
          // The category of a product that exists is never deleted.
          return yield* Effect.catchTag(editor.recordEdit(edit, clock.now()), "UnknownCategory", Effect.die)
        }),
      ),
    )
  })
}

const NO_PICTURE = pictureName("")

/** A picture to remove. */
export interface RemoveProductPictureCommand {
  readonly product: ProductId
  readonly picture: PictureName
}

/** Removes a picture of a product, and its file. Returns the product afterwards. Admins only. */
export type RemoveProductPicture = (
  actor: Manager,
  command: RemoveProductPictureCommand,
) => Effect.Effect<ProductEntry, NotPermitted | UnknownProduct | UnknownPicture>

export const makeRemoveProductPicture = ({
  editor,
  editProduct,
}: Pick<EditProductPorts, "editor"> & { readonly editProduct: EditProduct }): RemoveProductPicture => {
  const remove: RemoveProductPicture = Effect.fnUntraced(function* (actor, { product, picture }) {
    yield* Effect.fromResult(requireAdmin(actor))
    const entry = (yield* editor.find(product)) ?? (yield* new UnknownProduct({ product }))
    const { version, pictures } = entry
    if (!pictures.some(({ name }) => name === picture)) return yield* new UnknownPicture({ product, picture })
    const changes = { pictures: pictures.filter(({ name }) => name !== picture) }
    return yield* editProduct(actor, { product, version, changes }).pipe(
      Effect.catchTags({
        // Another edit came first.
        ProductChanged: () => remove(actor, { product, picture }),
        // The edit repeats what the product has.
        InvalidField: Effect.die,
        UnknownVariant: Effect.die,
        UnknownCategory: Effect.die,
        NothingToSell: Effect.die,
      }),
    )
  })
  return remove
}

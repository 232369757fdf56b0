import { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import { type PictureName, type PictureRefused, PictureName as pictureName } from "../../domain/account/picture.ts"
import { claimOfPicture } from "../../domain/catalog/claims.ts"
import { addPicture } from "../../domain/catalog/edit-product.ts"
import {
  type TooManyPictures,
  type UnknownCategory,
  UnknownPicture,
  UnknownProduct,
} from "../../domain/catalog/errors.ts"
import type { ProductId } from "../../domain/catalog/product.ts"
import type { ProductEntry } from "../../domain/catalog/product-entry.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import type { IdempotencyKeyReused } from "../../domain/order/errors.ts"
import type { IdempotencyKey } from "../../domain/order/idempotency-key.ts"
import { type WithPicturePorts, withPicture } from "../account/with-picture.ts"
import { decideAgain } from "../decide-again.ts"
import type { CatalogKeys, KeyedRequest, KeyRecorded } from "../ports/catalog-keys.ts"
import type { PicturesBusy } from "../ports/media.ts"
import type { ProductConflict } from "../ports/product-editor.ts"
import { addOnce } from "./add-once.ts"
import type { EditProduct, EditProductPorts } from "./edit-product.ts"

/** A picture to add. */
export interface AddProductPictureCommand {
  readonly product: ProductId
  /** The bytes of a JPEG, PNG, WebP or GIF. */
  readonly picture: Uint8Array
  /** What the picture shows, for people who do not see it: up to 500 characters. Defaults to an empty text. */
  readonly alt?: string | undefined
  /**
   * Makes retries safe: the same key with the same file and text by the same actor adds one picture, for at least 24
   * hours. A repeated call returns the product as it is now.
   */
  readonly idempotencyKey?: IdempotencyKey | undefined
}

/** A product after a picture was added, and the name of that picture. */
export interface PicturedProduct extends ProductEntry {
  readonly added: PictureName
}

/** The reasons why a picture is rejected. Nothing is stored then. */
export type AddProductPictureError =
  | NotPermitted
  | InvalidField
  | UnknownProduct
  | TooManyPictures
  | PictureRefused
  | PicturesBusy
  | IdempotencyKeyReused

/**
 * Adds a picture to a product, after its other pictures. The picture is re-encoded, without its metadata. Returns the
 * product afterwards. Admins only.
 */
export type AddProductPicture = (
  actor: Manager,
  command: AddProductPictureCommand,
) => Effect.Effect<PicturedProduct, AddProductPictureError>

export const makeAddProductPicture = ({
  editor,
  clock,
  keys,
  ...media
}: EditProductPorts & WithPicturePorts & { readonly keys: CatalogKeys }): AddProductPicture => {
  const entryOf = (product: ProductId): Effect.Effect<ProductEntry, UnknownProduct> =>
    Effect.flatMap(editor.find(product), (entry) =>
      entry === null ? Effect.fail(new UnknownProduct({ product })) : Effect.succeed(entry),
    )
  const decide = (product: ProductId, name: PictureName, alt: string) =>
    Effect.flatMap(entryOf(product), (entry) => Effect.fromResult(addPicture(entry, { name, alt }, clock.now())))
  const add = Effect.fnUntraced(function* (
    by: AccountId | null,
    { product, picture, alt = "" }: AddProductPictureCommand,
    request: KeyedRequest | null,
  ) {
    // Encoding a picture takes long, so what needs no picture is checked first.
    yield* decide(product, NO_PICTURE, alt)
    return yield* withPicture(media, picture, (stored) => {
      const added = stored ?? NO_PICTURE
      return decideAgain(
        "ProductConflict",
        Effect.gen(function* () {
          const edit = yield* decide(product, added, alt)
          const change = { at: clock.now(), by }
          const recorded: Effect.Effect<ProductEntry, ProductConflict | UnknownCategory | KeyRecorded> =
            request === null ? editor.recordEdit(edit, change) : editor.recordEditOnce(edit, change, request, added)
          // The category of a product that exists is never deleted.
          return { ...(yield* Effect.catchTag(recorded, "UnknownCategory", Effect.die)), added }
        }),
      )
    })
  })
  return Effect.fnUntraced(function* (actor, command) {
    yield* Effect.fromResult(requireAdmin(actor))
    const { product, picture, alt = "", idempotencyKey } = command
    // Without a key there is none that could be recorded.
    if (idempotencyKey === undefined)
      return yield* Effect.catchTag(add(actor.id, command, null), "KeyRecorded", Effect.die)
    const digest = yield* digestOf(picture)
    const once = addOnce(
      { keys, clock },
      actor,
      claimOfPicture(idempotencyKey, { product, alt, digest }),
      (request) => add(actor.id, command, request),
      (name) => Effect.map(entryOf(product), (entry) => ({ ...entry, added: pictureName(name) })),
    )
    return yield* decideAgain("KeyRecorded", once)
  })
}

/** Returns the SHA-256 of a file in hexadecimal digits. */
const digestOf = (bytes: Uint8Array): Effect.Effect<string> =>
  Effect.promise(async () => {
    const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(bytes))
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")
  })

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

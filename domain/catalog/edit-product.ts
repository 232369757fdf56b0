import { Result } from "effect"
import type { PictureName } from "../account/picture.ts"
import type { ProductEdited, ProductRepriced } from "../event/event.ts"
import { InvalidField } from "../invalid-field.ts"
import { isSameMetadata, type Metadata, optionalMetadata, withMetadata } from "../metadata.ts"
import type { MetadataOf } from "../metadata-types.ts"
import { quantityOnHand } from "../stock/stock-level.ts"
import { boundedText, optionalText } from "../text.ts"
import type { CategoryId } from "./category.ts"
import { NothingToSell, type TooManyPictures, type UnknownPicture, UnknownVariant } from "./errors.ts"
import { type Money, money } from "./money.ts"
import {
  type NewVariant,
  PRODUCT_DESCRIPTION_MAX_LENGTH,
  PRODUCT_NAME_MAX_LENGTH,
  SKU_MAX_LENGTH,
  VARIANT_TEXT_MAX_LENGTH,
  type VariantId,
} from "./product.ts"
import type { ProductEntry, VariantEntry } from "./product-entry.ts"
import {
  arePicturesEqual,
  arrangePictures,
  type PictureChanges,
  type ProductPicture,
  withPictureAdded,
} from "./product-picture.ts"

/** Changes of a variant. What is undefined stays as it is. `null` removes the merchant's number or the metadata. */
export interface VariantChanges {
  readonly id: VariantId
  readonly size?: string | undefined
  readonly color?: string | undefined
  readonly sku?: string | null | undefined
  /** Replaces the metadata as a whole. */
  readonly metadata?: MetadataOf<"variant"> | null | undefined
  readonly isArchived?: boolean | undefined
}

/** Changes of a product. What is undefined stays as it is. */
export interface ProductChanges {
  readonly name?: string | undefined
  readonly description?: string | undefined
  readonly category?: CategoryId | undefined
  readonly price?: Money | undefined
  /** Replaces the metadata as a whole. `null` removes it. */
  readonly metadata?: MetadataOf<"product"> | null | undefined
  readonly isArchived?: boolean | undefined
  readonly variants?: ReadonlyArray<VariantChanges> | undefined
  /** Variants to add, with their initial stock. Only a product that is sold by variant takes any. */
  readonly addVariants?: ReadonlyArray<NewVariant> | undefined
  /** All pictures of the product in their new order. Those that are missing are removed. */
  readonly pictures?: ReadonlyArray<PictureChanges> | undefined
}

/** The decision to edit a product. It holds only while the product's version is still `from`. */
export interface ProductEdit {
  readonly from: number
  /** The product afterwards. */
  readonly product: Pick<ProductEntry, "id" | "name" | "description" | "category" | "price" | "metadata" | "isArchived">
  /** The changed variants as they are afterwards. */
  readonly variants: ReadonlyArray<Pick<VariantEntry, "id" | "size" | "color" | "sku" | "metadata" | "isArchived">>
  readonly added: ReadonlyArray<NewVariant>
  /** All pictures afterwards, in order, or `null` if they do not change. */
  readonly pictures: ReadonlyArray<ProductPicture> | null
  /** The pictures to which the product no longer refers. */
  readonly removedPictures: ReadonlyArray<PictureName>
  /** In order. The version of the product rises by their number. */
  readonly events: ReadonlyArray<ProductEdited | ProductRepriced>
}

/**
 * Decides an edit of a product. Returns `null` when nothing changes. Refuses an edit after which a product with variants
 * has none to sell: such a product is archived as a whole.
 */
export const editProduct = (
  entry: ProductEntry,
  changes: ProductChanges,
  now: Date,
): Result.Result<ProductEdit | null, InvalidField | UnknownVariant | UnknownPicture | NothingToSell> =>
  Result.gen(function* () {
    const { id, name, description, category, price, isArchived } = { ...entry, ...given(changes) }
    const metadata = yield* changedMetadata("metadata", entry.metadata, changes.metadata)
    const product = { id, name, description, category, price, metadata, isArchived }
    yield* boundedText("name", name, PRODUCT_NAME_MAX_LENGTH)
    yield* optionalText("description", description, PRODUCT_DESCRIPTION_MAX_LENGTH)
    yield* money(price)
    const variants = new Map(entry.variants.map((variant) => [variant.id, variant]))
    for (const [i, change] of (changes.variants ?? []).entries()) {
      const before = variants.get(change.id)
      if (before === undefined) return yield* Result.fail(new UnknownVariant({ product: id, variant: change.id }))
      const metadata = yield* changedMetadata(`variants[${i}].metadata`, before.metadata, change.metadata)
      const after = { ...before, ...given(change), metadata }
      yield* checkVariant(`variants[${i}]`, after)
      variants.set(change.id, after)
    }
    const added: Array<NewVariant> = []
    if (changes.addVariants !== undefined && changes.addVariants.length > 0 && entry.variants.length === 0)
      return yield* Result.fail(new InvalidField({ field: "addVariants", rule: { kind: "not-allowed" } }))
    for (const [i, variant] of (changes.addVariants ?? []).entries()) {
      yield* checkVariant(`addVariants[${i}]`, variant)
      yield* quantityOnHand(`addVariants[${i}].stock`, variant.stock)
      added.push(yield* withMetadata(`addVariants[${i}].metadata`, variant))
    }
    if (variants.size > 0 && added.length === 0 && [...variants.values()].every((variant) => variant.isArchived))
      return yield* Result.fail(new NothingToSell({ product: id }))
    const changed = entry.variants.flatMap((before) => {
      const after = variants.get(before.id) ?? before
      return isSame(before, after, ["size", "color", "sku", "metadata", "isArchived"]) ? [] : [after]
    })
    const pictures =
      changes.pictures === undefined ? entry.pictures : yield* arrangePictures(id, entry.pictures, changes.pictures)
    const hasNewPictures = !arePicturesEqual(pictures, entry.pictures)
    const isEdited =
      hasNewPictures ||
      changed.length + added.length > 0 ||
      !isSame(entry, product, ["name", "description", "category", "metadata", "isArchived"])
    const edited: ProductEdited = { _tag: "ProductEdited", product: id, isArchived, at: now }
    const repriced: ProductRepriced = { _tag: "ProductRepriced", product: id, from: entry.price, to: price, at: now }
    const events = [...(isEdited ? [edited] : []), ...(price === entry.price ? [] : [repriced])]
    if (events.length === 0) return null
    return {
      ...{ from: entry.version, product, variants: changed, added, events },
      pictures: hasNewPictures ? pictures : null,
      removedPictures: missing(entry.pictures, pictures),
    }
  })

/** Decides to add a picture to a product, after its other pictures. */
export const addPicture = (
  entry: ProductEntry,
  picture: ProductPicture,
  now: Date,
): Result.Result<ProductEdit, InvalidField | TooManyPictures> => {
  const { id, name, description, category, price, metadata, isArchived, version } = entry
  return Result.map(withPictureAdded(id, entry.pictures, picture), (pictures) => ({
    from: version,
    product: { id, name, description, category, price, metadata, isArchived },
    ...{ variants: [], added: [], pictures, removedPictures: [] },
    events: [{ _tag: "ProductEdited", product: id, isArchived, at: now }],
  }))
}

/** Returns the metadata afterwards. It is the same object as before if nothing in it changes. */
const changedMetadata = (
  field: string,
  before: Metadata | null,
  change: Metadata | null | undefined,
): Result.Result<Metadata | null, InvalidField> =>
  change === undefined
    ? Result.succeed(before)
    : Result.map(optionalMetadata(field, change), (after) => (isSameMetadata(before, after) ? before : after))

const missing = (
  before: ReadonlyArray<ProductPicture>,
  after: ReadonlyArray<ProductPicture>,
): ReadonlyArray<PictureName> =>
  before.flatMap(({ name }) => (after.some((picture) => picture.name === name) ? [] : [name]))

const checkVariant = (
  field: string,
  { size, color, sku }: Pick<NewVariant, "size" | "color" | "sku">,
): Result.Result<void, InvalidField> =>
  Result.gen(function* () {
    yield* boundedText(`${field}.size`, size, VARIANT_TEXT_MAX_LENGTH)
    yield* boundedText(`${field}.color`, color, VARIANT_TEXT_MAX_LENGTH)
    if (typeof sku === "string") yield* boundedText(`${field}.sku`, sku, SKU_MAX_LENGTH)
  })

/** Returns the properties that are not undefined. */
const given = <A extends object>(changes: A): { readonly [K in keyof A]?: Exclude<A[K], undefined> } =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    readonly [K in keyof A]?: Exclude<A[K], undefined>
  }

const isSame = <A extends object>(a: A, b: Partial<A>, keys: ReadonlyArray<keyof A>): boolean =>
  keys.every((key) => a[key] === b[key])

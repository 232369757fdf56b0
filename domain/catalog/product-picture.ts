import { Result } from "effect"
import type { PictureName } from "../account/picture.ts"
import { InvalidField } from "../invalid-field.ts"
import { optionalText } from "../text.ts"
import { TooManyPictures, UnknownPicture } from "./errors.ts"
import type { ProductId } from "./product.ts"

/** A picture of a product. */
export interface ProductPicture {
  readonly name: PictureName
  /** What the picture shows, for people who do not see it: up to 500 characters. Empty for a decoration. */
  readonly alt: string
}

/** A picture to keep, with its new alternative text if that changes. */
export interface PictureChanges {
  readonly name: PictureName
  readonly alt?: string | undefined
}

/**
 * The most pictures of a product.
 *
 * @example
 * const isFull = (product: ProductEntry) => product.pictures.length >= MAX_PRODUCT_PICTURES
 */
export const MAX_PRODUCT_PICTURES = 20
export const PICTURE_ALT_MAX_LENGTH = 500

/** Validates an alternative text. */
export const pictureAlt = (field: string, alt: string): Result.Result<string, InvalidField> =>
  optionalText(field, alt, PICTURE_ALT_MAX_LENGTH)

/** Returns the pictures of a product after a new one was added at the end. */
export const withPictureAdded = (
  product: ProductId,
  before: ReadonlyArray<ProductPicture>,
  picture: ProductPicture,
): Result.Result<ReadonlyArray<ProductPicture>, InvalidField | TooManyPictures> => {
  if (before.length >= MAX_PRODUCT_PICTURES)
    return Result.fail(new TooManyPictures({ product, max: MAX_PRODUCT_PICTURES }))
  return Result.map(pictureAlt("alt", picture.alt), () => [...before, picture])
}

/**
 * Returns the pictures of a product in the order of `listed`. What is not listed is removed. Refuses a picture that the
 * product does not have, and one that is listed twice.
 */
export const arrangePictures = (
  product: ProductId,
  before: ReadonlyArray<ProductPicture>,
  listed: ReadonlyArray<PictureChanges>,
): Result.Result<ReadonlyArray<ProductPicture>, InvalidField | UnknownPicture> =>
  Result.gen(function* () {
    const left = new Map(before.map((picture) => [picture.name, picture]))
    const arranged: Array<ProductPicture> = []
    for (const [i, { name, alt }] of listed.entries()) {
      const picture = left.get(name)
      if (picture === undefined && before.some((known) => known.name === name))
        return yield* Result.fail(new InvalidField({ field: `pictures[${i}]`, rule: { kind: "not-allowed" } }))
      if (picture === undefined) return yield* Result.fail(new UnknownPicture({ product, picture: name }))
      left.delete(name)
      arranged.push({ name, alt: yield* pictureAlt(`pictures[${i}].alt`, alt ?? picture.alt) })
    }
    return arranged
  })

/** Whether two lists show the same pictures in the same order, with the same texts. */
export const arePicturesEqual = (a: ReadonlyArray<ProductPicture>, b: ReadonlyArray<ProductPicture>): boolean =>
  a.length === b.length && a.every(({ name, alt }, i) => name === b[i]?.name && alt === b[i]?.alt)

import { Brand, type Result } from "effect"
import type { InvalidField } from "../invalid-field.ts"
import { boundedText } from "../text.ts"

/** Identifies a category: a whole number from 1, assigned by the store. */
export type CategoryId = number & Brand.Brand<"CategoryId">
/**
 * Brands a category id that a store assigned.
 *
 * @example
 * const inBath = (await shop.listProducts()).filter(({ category }) => category === CategoryId(1))
 */
export const CategoryId = Brand.nominal<CategoryId>()

/** A named group of products. Names are unique. */
export interface Category {
  readonly id: CategoryId
  readonly name: string
}

export const CATEGORY_NAME_MAX_LENGTH = 100

/**
 * Validates a category's name: 1 to 100 characters.
 *
 * @example
 * const name = Result.getOrThrow(categoryName("Bath"))
 */
export const categoryName = (text: string): Result.Result<string, InvalidField> =>
  boundedText("name", text, CATEGORY_NAME_MAX_LENGTH)

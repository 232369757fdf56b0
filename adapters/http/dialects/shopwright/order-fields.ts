import { ProductId, VariantId } from "../../../../domain/catalog/product.ts"
import { described, id, list, nullable, object, optional, text, whole } from "../../dialect/json/fields.ts"

/** The most lines of an order. Every line costs a lookup in the catalogue. */
const MAX_LINES = 1000
const ADDRESS_MAX_LENGTH = 1000
const PHONE_MAX_LENGTH = 50

/** The lines of a new order. */
export const linesField = list(
  object({
    product: id(ProductId),
    variant: described(optional(nullable(id(VariantId)), null), {
      description: "Required if the product has variants.",
    }),
    quantity: whole({ min: 1 }),
  }),
  { min: 1, max: MAX_LINES },
)

/** The delivery of a new order. */
export const deliveryField = object({
  address: text(ADDRESS_MAX_LENGTH, { minLength: 1 }),
  phone: optional(text(PHONE_MAX_LENGTH), ""),
})

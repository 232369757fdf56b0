import { Effect, Result } from "effect"
import type { UseCases } from "../../../../application/use-cases.ts"
import { PictureName } from "../../../../domain/account/picture.ts"
import type { Currency } from "../../../../domain/catalog/currency.ts"
import { ProductId } from "../../../../domain/catalog/product.ts"
import { PICTURE_ALT_MAX_LENGTH } from "../../../../domain/catalog/product-picture.ts"
import { siteOf } from "../../browser/site.ts"
import { described, file, object, optional, text } from "../../dialect/json/fields.ts"
import { noContent } from "../../dialect/response.ts"
import { PICTURES } from "./account-view.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { invalidKey, keyHeader, keyOf } from "./idempotency.ts"
import { productSchema, versionedProduct } from "./product-view.ts"
import { resource, versionHeaders } from "./versions.ts"

const TAG = "Catalogue"

/** Returns the endpoints of product pictures. The edit of a product changes their texts and their order. */
export const productPictureEndpoints = (
  shop: Pick<UseCases, "addProductPicture" | "removeProductPicture">,
  { maxPictureBytes, currency }: { readonly maxPictureBytes: number; readonly currency: Currency },
): Endpoints => [
  endpoint({
    method: "POST",
    path: "products/:product/pictures",
    access: "admin",
    formats: ["multipart"],
    file: { field: "picture", maxBytes: maxPictureBytes },
    body: object({
      picture: file,
      alt: described(optional(text(PICTURE_ALT_MAX_LENGTH), ""), {
        description: "What the picture shows, for people who do not see it.",
      }),
    }),
    docs: {
      id: "addProductPicture",
      tag: TAG,
      summary: "Add a picture to a product",
      description:
        "For admins. A JPEG, PNG, WebP or GIF. The shop re-encodes it without its metadata and shows it after the " +
        "other pictures. The edit of the product changes texts and order. A repeat with the same Idempotency-Key adds no " +
        "second picture and returns the product as it is now.",
      calls: ["addProductPicture"],
      returns: [
        {
          status: 201,
          description: "The product.",
          schema: productSchema,
          headers: { ...versionHeaders, Location: "The picture's address." },
        },
      ],
      headers: [keyHeader],
      rejects: [invalidKey],
    },
    handle: ({ caller, path, body, request, prefix }) => {
      const key = keyOf(request)
      if (Result.isFailure(key)) return Effect.succeed(key.failure)
      const command = { ...body, product: ProductId(path.product), idempotencyKey: key.success }
      return Effect.map(shop.addProductPicture(caller.account, command), (product) => {
        const location = `${prefix}/v1/${PICTURES}/${product.added}`
        const format = { base: siteOf(request, prefix), currency }
        return resource(request, 201, versionedProduct(product, format), { Location: location })
      })
    },
  }),
  endpoint({
    method: "DELETE",
    path: "products/:product/pictures/:picture",
    access: "admin",
    docs: {
      id: "removeProductPicture",
      tag: TAG,
      summary: "Remove a picture of a product",
      description: "For admins.",
      calls: ["removeProductPicture"],
      returns: [{ status: 204, description: "The product has no such picture.", schema: null }],
    },
    handle: ({ caller, path, request }) => {
      const command = { product: ProductId(path.product), picture: PictureName(String(request.params.picture)) }
      return Effect.as(shop.removeProductPicture(caller.account, command), noContent)
    },
  }),
]

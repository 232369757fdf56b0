import { Effect, Result } from "effect"
import type { UseCases } from "../../../../application/use-cases.ts"
import { CATEGORY_NAME_MAX_LENGTH, CategoryId } from "../../../../domain/catalog/category.ts"
import { object, text } from "../../dialect/json/fields.ts"
import { json, noContent } from "../../dialect/response.ts"
import { type Endpoints, endpoint } from "./dialect-errors.ts"
import { invalidKey, keyHeader, keyOf } from "./idempotency.ts"
import { cut, pageFields, pageHeaders, pageResponse, pageSchema } from "./paging.ts"
import { categorySchema, formatCategory } from "./product-view.ts"

const categoryBody = object({ name: text(CATEGORY_NAME_MAX_LENGTH, { minLength: 1 }) })

const TAG = "Catalogue"

/** Returns the endpoints of categories. */
export const categoryEndpoints = (
  shop: Pick<UseCases, "listCategories" | "createCategory" | "renameCategory" | "deleteCategory">,
): Endpoints => [
  endpoint({
    method: "GET",
    path: "categories",
    access: "public",
    ignoresCredentials: true,
    query: object(pageFields),
    docs: {
      id: "listCategories",
      tag: TAG,
      summary: "List the categories",
      description: "In ascending order of id.",
      calls: ["listCategories"],
      returns: [
        {
          status: 200,
          description: "A page of categories.",
          schema: pageSchema("CategoryPage", categorySchema),
          headers: pageHeaders,
        },
      ],
    },
    handle: ({ query, request }) =>
      Effect.map(shop.listCategories(), (categories) => {
        const { items, next } = cut(categories, query)
        return pageResponse(request.url, items.map(formatCategory), next)
      }),
  }),
  endpoint({
    method: "POST",
    path: "categories",
    access: "admin",
    body: categoryBody,
    docs: {
      id: "createCategory",
      tag: TAG,
      summary: "Create a category",
      description: "For admins. Names are unique.",
      calls: ["createCategory"],
      returns: [{ status: 201, description: "The category.", schema: categorySchema }],
      headers: [keyHeader],
      rejects: [invalidKey],
      example: { name: "Skincare" },
    },
    handle: ({ caller, body, request }) => {
      const key = keyOf(request)
      if (Result.isFailure(key)) return Effect.succeed(key.failure)
      const command = { ...body, idempotencyKey: key.success }
      return Effect.map(shop.createCategory(caller.account, command), (category) => json(201, formatCategory(category)))
    },
  }),
  endpoint({
    method: "PUT",
    path: "categories/:category",
    access: "admin",
    body: categoryBody,
    docs: {
      id: "renameCategory",
      tag: TAG,
      summary: "Rename a category",
      description: "For admins.",
      calls: ["renameCategory"],
      returns: [{ status: 200, description: "The category.", schema: categorySchema }],
      example: { name: "Skincare" },
    },
    handle: ({ caller, body, path }) => {
      const command = { category: CategoryId(path.category), name: body.name }
      return Effect.map(shop.renameCategory(caller.account, command), (category) => json(200, formatCategory(category)))
    },
  }),
  endpoint({
    method: "DELETE",
    path: "categories/:category",
    access: "admin",
    docs: {
      id: "deleteCategory",
      tag: TAG,
      summary: "Delete a category without products",
      description: "For admins.",
      calls: ["deleteCategory"],
      returns: [{ status: 204, description: "There is no such category.", schema: null }],
    },
    handle: ({ caller, path }) =>
      Effect.as(shop.deleteCategory(caller.account, { category: CategoryId(path.category) }), noContent),
  }),
]

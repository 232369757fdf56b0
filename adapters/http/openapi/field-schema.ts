import type { BodyFormat } from "../bodies/body.ts"
import type { Field, Shape } from "../dialect/field.ts"
import type { JsonSchema } from "../dialect/schema.ts"

/** Returns the JSON Schema of what a field accepts in a body of a format. */
export const fieldSchema = ({ shape, nullable, absent }: Field<unknown>, format: BodyFormat): JsonSchema => {
  const schema = shapeSchema(shape, format)
  const described = absent !== undefined && isShown(absent.value) ? { ...schema, default: absent.value } : schema
  return nullable === true ? orNull(described) : described
}

const shapeSchema = (shape: Shape, format: BodyFormat): JsonSchema => {
  switch (shape.type) {
    case "text":
      return { type: "string", maxLength: shape.maxLength, ...withoutRedundantLength(shape.json) }
    case "number":
      return { type: "number", ...shape.json }
    case "boolean":
      return { type: "boolean", ...shape.json }
    case "file":
      // JSON cannot hold a file.
      return format === "multipart" ? { type: "string", format: "binary", ...shape.json } : { type: "null" }
    case "list":
      return { type: "array", items: fieldSchema(shape.item, format), ...shape.json }
    case "object": {
      const fields = Object.entries(shape.fields)
      const required = fields.filter(([, { absent }]) => absent === undefined).map(([name]) => name)
      return {
        type: "object",
        properties: Object.fromEntries(fields.map(([name, field]) => [name, fieldSchema(field, format)])),
        ...(required.length > 0 && { required }),
        ...shape.json,
      }
    }
  }
}

/** The choices of a text imply its length. */
const withoutRedundantLength = (json: JsonSchema = {}): JsonSchema =>
  json.enum === undefined ? json : { ...json, maxLength: undefined }

const isShown = (value: unknown): boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" || Array.isArray(value)

const orNull = (schema: JsonSchema): JsonSchema => {
  const { type } = schema
  if (schema.enum !== undefined || type === undefined) return { anyOf: [schema, { type: "null" }] }
  const types = Array.isArray(type) ? type : [type]
  return types.includes("null") ? schema : { ...schema, type: [...types, "null"] }
}

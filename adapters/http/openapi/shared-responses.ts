import type { JsonSchema } from "../dialect/schema.ts"

type Paths = { readonly [path: string]: { readonly [method: string]: JsonSchema } }
type Responses = { readonly [status: string]: JsonSchema }

/** Paths whose equal responses are references, and the responses that these name. */
export interface SharedResponses {
  readonly paths: Paths
  readonly responses: { readonly [name: string]: JsonSchema }
}

/** Replaces rejections that several operations have by references, because most operations share most of them. */
export const shareResponses = (paths: Paths): SharedResponses => {
  const counts = new Map<string, number>()
  for (const [, response] of rejectionsIn(paths)) {
    const text = JSON.stringify(response)
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  const names = new Map<string, string>()
  const responses: { [name: string]: JsonSchema } = {}
  for (const [status, response] of rejectionsIn(paths)) {
    const text = JSON.stringify(response)
    if ((counts.get(text) ?? 0) < 2 || names.has(text)) continue
    const name = freeName(String(response.description).replaceAll(/\W/g, ""), status, responses)
    names.set(text, name)
    responses[name] = response
  }
  const reference = (response: JsonSchema): JsonSchema => {
    const name = names.get(JSON.stringify(response))
    return name === undefined ? response : { $ref: `#/components/responses/${name}` }
  }
  return { paths: mapResponses(paths, reference), responses }
}

const freeName = (base: string, status: string, taken: object): string => {
  for (let i = 1; ; i++) {
    const name = `${base === "" ? `Status${status}` : base}${i === 1 ? "" : i}`
    if (!Object.hasOwn(taken, name)) return name
  }
}

const rejectionsIn = (paths: Paths): ReadonlyArray<readonly [status: string, response: JsonSchema]> =>
  Object.values(paths).flatMap((methods) =>
    Object.values(methods).flatMap(({ responses }) =>
      Object.entries(responses as Responses).filter(([status]) => status >= "400"),
    ),
  )

const mapResponses = (paths: Paths, change: (response: JsonSchema) => JsonSchema): Paths =>
  mapValues(paths, (methods) =>
    mapValues(methods, (operation) => ({
      ...operation,
      responses: mapValues(operation.responses as Responses, change),
    })),
  )

const mapValues = <A, B>(object: { readonly [name: string]: A }, change: (value: A) => B): { [name: string]: B } =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]))

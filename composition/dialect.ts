/**
 * The parts of which the built-in APIs consist, for an API of your own. Create a dialect with {@link defineDialect}, and
 * pass it to `router`, `fetchHandler` or `serve` of `shopwright/http`.
 *
 * @example
 * app.use("/store", router(shop, { dialect: storefront }))
 */
export { type Body, type BodyError, type BodyFormat, UploadedFile } from "../adapters/http/bodies/body.ts"
export type { FileUpload } from "../adapters/http/bodies/read-body.ts"
export {
  type CookieOptions,
  cookie,
  cookieOf,
  type SameSite,
  settingCookies,
} from "../adapters/http/browser/cookies.ts"
export { type CsrfFault, type CsrfGuard, type CsrfSettings, csrfGuard } from "../adapters/http/browser/csrf.ts"
export { type TrustedOrigins, trustedOrigins } from "../adapters/http/browser/origins.ts"
export type { Conventions, PlainResponses } from "../adapters/http/dialect/conventions.ts"
export { type DialectParts, defineDialect } from "../adapters/http/dialect/define-dialect.ts"
export type { Dialect, ErrorResponses, ErrorsOf, Scheme, ShopError } from "../adapters/http/dialect/dialect.ts"
export type {
  DialectDocs,
  EndpointDocs,
  ParameterDocs,
  ReturnDocs,
  WebhookDocs,
} from "../adapters/http/dialect/docs.ts"
export {
  type Access,
  type Endpoint,
  type EndpointSpec,
  endpoints,
  type Input,
} from "../adapters/http/dialect/endpoint.ts"
export type { Faults, Field, Read, Shape } from "../adapters/http/dialect/field.ts"
export { jsonConventions } from "../adapters/http/dialect/json/conventions.ts"
export {
  checkedText as checkedTextField,
  choice as choiceField,
  described,
  fault as fieldFault,
  file as fileField,
  id as idField,
  list as listField,
  nullable,
  object as objectField,
  optional,
  text as textField,
  truth as booleanField,
  whole as wholeField,
} from "../adapters/http/dialect/json/fields.ts"
export { pointerOf } from "../adapters/http/dialect/json/pointers.ts"
export {
  booleanText as booleanParameter,
  choicesText as choicesParameter,
  choiceText as choiceParameter,
  idsText as idsParameter,
  momentText as momentParameter,
  wholeText as wholeParameter,
} from "../adapters/http/dialect/json/query.ts"
export type { InvalidValue, Rejection, RejectionKind } from "../adapters/http/dialect/json/rejection.ts"
export { type LongList, listResponse } from "../adapters/http/dialect/list-response.ts"
export { withOutageWarning } from "../adapters/http/dialect/outage-warning.ts"
export { pictureRoute } from "../adapters/http/dialect/picture-route.ts"
export {
  type Content as ResponseContent,
  type HttpResponse,
  json,
  noContent,
} from "../adapters/http/dialect/response.ts"
export { revalidatedList } from "../adapters/http/dialect/revalidated-list.ts"
export {
  type JsonSchema,
  listOf as listSchema,
  maybe as optionalSchema,
  named as namedSchema,
  numeric as numberSchema,
  oneOf as choiceSchema,
  orNull as nullableSchema,
  record as objectSchema,
  type Schema,
  text as textSchema,
  truth as booleanSchema,
  whole as wholeSchema,
} from "../adapters/http/dialect/schema.ts"
export type { DescribedUseCase } from "../adapters/http/dialect/use-case-errors.ts"
export { clientAddress } from "../adapters/http/server/client-address.ts"

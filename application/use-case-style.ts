/**
 * How use cases are offered: `useCase` is a use case's own type, `offered` is the type in this style. The shop offers
 * them as Effects and as promises.
 */
export interface Style {
  readonly useCase: unknown
  readonly offered: unknown
}

/** The type of a use case in a style. */
export type In<S extends Style, UseCase> = (S & { readonly useCase: UseCase })["offered"]

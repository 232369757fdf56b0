import type { RaRecord } from "react-admin"
import type { Page } from "../cursor-pages"

/** What a list shows: filters, sort order and how many. */
export interface ListQuery {
  readonly filter: Readonly<Record<string, unknown>>
  readonly sort?: { readonly field: string; readonly order: "ASC" | "DESC" } | undefined
  readonly limit: number
  readonly after: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** A record with the version that it was read in, for `If-Match`. */
export type Versioned<A> = A & { readonly etag?: string | null }

/** The calls of the API that serve a resource of react-admin. */
export interface ResourceCalls {
  readonly list: (query: ListQuery) => Promise<Page<RaRecord>>
  readonly one: (id: number, signal?: AbortSignal) => Promise<RaRecord>
  /** Reads several records at once. Records that do not exist are missing. */
  readonly many?: (ids: ReadonlyArray<number>, signal?: AbortSignal) => Promise<ReadonlyArray<RaRecord>>
  readonly update?: (id: number, data: Partial<RaRecord>, previous: RaRecord) => Promise<RaRecord>
  readonly create?: (data: Partial<RaRecord>) => Promise<RaRecord>
}

export const texts = (value: unknown): ReadonlyArray<string> | undefined => {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(String)
  return typeof value === "string" && value !== "" ? [value] : undefined
}

export const text = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : undefined

export const number = (value: unknown): number | undefined =>
  value === undefined || value === null || value === "" || Number.isNaN(Number(value)) ? undefined : Number(value)

export const truth = (value: unknown): boolean | undefined => (typeof value === "boolean" ? value : undefined)

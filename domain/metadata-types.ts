import type { Metadata } from "./metadata.ts"

/** The records that have metadata. */
export type MetadataKind = "product" | "variant" | "order" | "orderLine" | "account"

/**
 * The types of a host's metadata, one for each {@link MetadataKind} that the host declares. It is empty until a host adds
 * members to it. The types describe what is stored. Declare a schema or a function in `metadata` of `openShop` as well,
 * so that nothing else is stored.
 *
 * @example
 * declare module "shopwright" {
 *   interface MetadataTypes {
 *     order: { readonly channel: "web" | "kiosk"; readonly gift?: boolean }
 *   }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: hosts add its members
export interface MetadataTypes {}

/** The metadata of a kind of record: the host's type if it declared one in {@link MetadataTypes}, or any JSON object. */
export type MetadataOf<Kind extends MetadataKind> = TypeOf<Kind, Metadata>

/** What a host's schema must return: the host's type if it declared one, or anything. */
export type SchemaOutput<Kind extends MetadataKind> = TypeOf<Kind, unknown>

type TypeOf<Kind extends MetadataKind, Otherwise> = MetadataTypes extends { readonly [K in Kind]: infer Type }
  ? Type
  : Otherwise

import type { ServerLog } from "../adapters/http/server/server-log.ts"
import type { CustomDialect, DialectName, DialectSettings } from "./dialects.ts"
import type { Telemetry } from "./telemetry.ts"

/**
 * The API of a router and its settings. The API's paths begin after the mount path: `/shop/api/orders/`. A setting that
 * the API does not have does not compile. An API of the host has the setting `trustedOrigins`.
 */
export type DialectChoice =
  | { [Name in DialectName]: { readonly dialect: Name } & DialectSettings[Name] }[DialectName]
  | CustomDialect

/** The options of a router that do not depend on the API. */
export interface MountOptions {
  /** The longest body, in bytes. Defaults to one mebibyte. */
  readonly bodyLimit?: number | undefined
  /**
   * The memory, in bytes, that all bodies use at once. A request above it gets a 503. Defaults to 128 mebibytes, or four
   * times the longest body if that is more.
   */
  readonly bodyBudget?: number | undefined
  /** Receives one line per request, refused sign-ins and defects. Defaults to process warnings for defects only. */
  readonly log?: ServerLog | undefined
  /** Traces and metrics, the same as those of the shop. Defaults to none. */
  readonly telemetry?: Telemetry | undefined
  /** The trusted proxies, as in Express' `trust proxy`. Defaults to the host application's setting. */
  readonly trustProxy?: boolean | number | string | undefined
  /**
   * The URL at which clients reach this router, mount path included, such as `https://example.com/shop`. It is used for
   * pictures, cookie paths and the router's own origin. Defaults to the URL from the request and trusted proxies.
   */
  readonly publicUrl?: string | undefined
  /**
   * Seconds for which browsers use only HTTPS for this host (`Strict-Transport-Security`). Defaults to no such header.
   */
  readonly hstsSeconds?: number | undefined
  /** Whether an unknown path goes on to the host's next handler. Defaults to false, which responds with 404. */
  readonly fallThrough?: boolean | undefined
  /**
   * Whether the API's OpenAPI document is at `/openapi.json` below the mount path, and its reference at `/docs/`.
   * Defaults to false.
   */
  readonly describesApi?: boolean | undefined
}

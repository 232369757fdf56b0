import type { ContainerModule } from "inversify"
import type { S3Settings } from "../adapters/media/s3-settings.ts"
import type { HostOrm, HostPool } from "../adapters/persistence/host.ts"
import type { ServerOptions } from "../adapters/persistence/postgres/server-options.ts"
import type { JwtSettings } from "../adapters/tokens/jwt.ts"
import type { WebhookEndpoint } from "../adapters/webhooks/endpoint.ts"
import type { ForeignTokens } from "../application/account/accepted-token.ts"
import type { RegistrationRules } from "../domain/account/registration.ts"
import type { SessionPolicy } from "../domain/account/session-policy.ts"
import type { SignInPolicy } from "../domain/account/sign-in-policy.ts"
import type { MetadataRules } from "../domain/metadata-rules.ts"
import type { Policies } from "../domain/order/policies.ts"
import type { MailOptions } from "./mail-options.ts"
import type { Telemetry } from "./telemetry.ts"

/**
 * Where a shop stores its data: in memory, in a folder (an embedded PostgreSQL for one process at a time), or on a
 * PostgreSQL server, in a separate schema. `url` is `postgres://...`. `schema` defaults to `shopwright`. A host can
 * pass its connected `pg` pool or MikroORM, which `close` leaves open.
 */
export type DatabaseOption =
  | "memory"
  | { readonly folder: string }
  | { readonly url: string; readonly schema?: string | undefined }
  | { readonly pool: HostPool; readonly schema?: string | undefined }
  | { readonly orm: HostOrm; readonly schema?: string | undefined }

/** The options of `openShop`. The options of {@link ServerOptions} apply to database servers. */
export interface ShopOptions<OrderRefusal = never, StatusRefusal = never> extends ServerOptions {
  /** Where the shop stores its data. */
  readonly database: DatabaseOption
  /** The rules for registrations. Defaults to a user name and a password of 8 characters. */
  readonly registration?: RegistrationRules | undefined
  /**
   * Inversify modules that are loaded after the shop's own. Their bindings replace adapters. The identifiers are in
   * `shopwright/ports`.
   */
  readonly modules?: ReadonlyArray<ContainerModule> | undefined
  /**
   * The secret for JWTs (HS256): at least 32 bytes, the same for every process on one database. Defaults to a random
   * secret for a shop in memory. Any other shop without `secret` and `tokens` signs no tokens.
   */
  readonly secret?: string | undefined
  /** Replaces `secret`: several keys, also for RS256 and EdDSA. The first key signs. All keys verify. */
  readonly tokens?: JwtSettings | undefined
  /**
   * The folder for pictures, or a bucket of S3 (needs the package aws4fetch), which all processes on one database share.
   * Defaults to `media` in the folder of an embedded database, and to memory for a shop in memory. With a server database,
   * pictures require this option.
   */
  readonly media?: string | S3Settings | undefined
  /**
   * Whether only this shop stores pictures there. Then the shop lists them every few hours, and removes those to which no
   * account or product has referred for a day. Defaults to true for the folder of an embedded database, otherwise to false.
   */
  readonly exclusiveMedia?: boolean | undefined
  /** The limits for failed sign-ins. Missing values keep their defaults. */
  readonly signInPolicy?: Partial<SignInPolicy> | undefined
  /** The idle time of opaque tokens and the number of sessions of an account. Missing values keep their defaults. */
  readonly sessionPolicy?: Partial<SessionPolicy> | undefined
  /**
   * Accepts tokens of another simplejwt server that has the same key, until a date. Defaults to rejecting them. Use it
   * while the users of that server move to this shop.
   */
  readonly foreignTokens?: ForeignTokens | undefined
  /**
   * bcrypt's cost. Each step doubles the time to hash a password. Defaults to 12, or to 10 for a shop in memory without
   * modules.
   */
  readonly passwordCost?: number | undefined
  /** The number of passwords that may wait to be hashed. Further sign-ins are rejected as busy. Defaults to 64. */
  readonly passwordQueue?: number | undefined
  /**
   * Seconds after which an unpaid order (`created`) is cancelled and its stock released. Every process with this option
   * checks for such orders. Defaults to no limit.
   */
  readonly unpaidOrderTtlSeconds?: number | undefined
  /**
   * The maximum number of orders in status `created` of one account, from 1 to 1,000,000. A further order is rejected
   * with `TooManyUnpaidOrders`. Defaults to no limit.
   */
  readonly maxUnpaidOrders?: number | undefined
  /**
   * The quantity at or below which a stock item counts as low, unless it has a threshold of its own. Defaults to 5.
   */
  readonly lowStockThreshold?: number | undefined
  /**
   * The code (ISO 4217) of the currency of all prices, such as `EUR`. It is stored with the shop. `openShop` rejects with
   * `CurrencyMismatch` if there are prices in another currency. Defaults to the stored currency, which is USD for a new
   * shop.
   */
  readonly currency?: string | undefined
  /**
   * The time zone in which reports divide days: a name of the IANA database, such as `Asia/Kolkata`. Defaults to UTC.
   */
  readonly timeZone?: string | undefined
  /** Whether buyers may cancel their own orders while these are `created`. Defaults to true. */
  readonly buyersCancel?: boolean | undefined
  /** Whether people may order without an account (`placeGuestOrder`). Defaults to false. */
  readonly guestOrders?: boolean | undefined
  /**
   * The host's rules about orders: which orders are accepted, and who may change which status. Defaults to the shop's
   * own rules.
   */
  readonly policies?: Policies<OrderRefusal, StatusRefusal> | undefined
  /**
   * The host's rules about metadata: a Standard Schema or a function for each kind of record. Defaults to none: any JSON
   * object within the limits is accepted.
   */
  readonly metadata?: MetadataRules | undefined
  /**
   * How the shop sends mails for forgotten passwords and for verifying addresses. Defaults to sending none: those use
   * cases fail with `MailNotConfigured`.
   */
  readonly mail?: MailOptions | undefined
  /**
   * The addresses that receive the shop's events as signed messages (Standard Webhooks). Every process with this option
   * takes part in the delivery. Defaults to none.
   */
  readonly webhooks?: ReadonlyArray<WebhookEndpoint> | undefined
  /** Traces and metrics, from `openTelemetry`. The caller closes it, after the shop. Defaults to none. */
  readonly telemetry?: Telemetry | undefined
  /**
   * Whether the shop works in the background: removes expired data and unused pictures, cancels unpaid orders, sends queued
   * mails and delivers events. `false` is for functions without a server (serverless): the shop starts no timers,
   * `subscribe` throws, and `unpaidOrderTtlSeconds` and `webhooks` are rejected. Call `purgeExpired`, `expireOrders` and
   * `sendQueuedMail` from a scheduled job then. Defaults to true.
   */
  readonly backgroundWork?: boolean | undefined
  /** Called when background work fails. Defaults to emitting a process warning. */
  readonly onBackgroundError?: ((fault: unknown) => void) | undefined
}

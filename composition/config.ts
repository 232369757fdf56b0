import type { Dialect } from "../adapters/http/dialect/dialect.ts"
import type { JwtSettings } from "../adapters/tokens/jwt.ts"
import type { DialectName } from "./dialects.ts"
import type { ServeOptions } from "./serve.ts"
import type { DatabaseOption, ShopOptions } from "./settings.ts"
import type { Shop } from "./shop.ts"
import type { TelemetryOptions } from "./telemetry.ts"

/**
 * APIs of the host by name. Each function receives the open shop and returns a dialect of `defineDialect` with the same
 * name.
 */
export interface OwnDialects {
  readonly [name: string]: (shop: Shop) => Dialect
}

/**
 * The content of `shopwright.config.ts`: the options of `openShop` and `serve`, and those of the command `serve`. Relative
 * paths begin at the folder of the file. A flag or variable of the command line takes precedence.
 */
export interface ShopConfig
  extends Partial<Omit<ShopOptions<unknown, unknown>, "database" | "tokens" | "telemetry" | "backgroundWork">>,
    Partial<Omit<ServeOptions, "shop" | "log" | "telemetry" | "system" | "dialect" | "dialects">> {
  /** The API to serve at the root: a built-in one, or one of `dialects`. Defaults to all APIs, as `serve` does. */
  readonly dialect?: DialectName | (string & Record<never, never>) | undefined
  /** APIs of the host, each under its name. Defaults to none. */
  readonly dialects?: OwnDialects | undefined
  /** Where the shop stores its data. A text is `memory`, a folder or a `postgres://` URL. Defaults to `.shopwright`. */
  readonly database?: DatabaseOption | string | undefined
  /** The token keys, or the path of a JSON file with them. */
  readonly tokens?: JwtSettings | string | undefined
  /** An admin that `serve` creates if it does not exist, also as `user:password[:email[:phone]]`. */
  readonly admin?:
    | string
    | { readonly username: string; readonly password: string; readonly email?: string; readonly phone?: string }
    | undefined
  /** A catalogue file, or `demo`, that `serve` loads if the shop has no catalogue yet. */
  readonly catalog?: string | undefined
  /** The number of processes that serve a PostgreSQL database, or one per core. Defaults to the command itself. */
  readonly workers?: number | "auto" | undefined
  /** Backups that `serve` writes of a database in a folder: to which folder, how often, and how many remain. */
  readonly backup?:
    | {
        readonly folder?: string | undefined
        /** Defaults to 86400, which is a day. */
        readonly everySeconds?: number | undefined
        /** Older backups are deleted. Defaults to 7. */
        readonly keep?: number | undefined
      }
    | undefined
  /** Seconds to serve requests after SIGTERM, while `/readyz` responds 503. Defaults to 0. */
  readonly shutdownDelaySeconds?: number | undefined
  /** Traces and metrics. Defaults to none. */
  readonly telemetry?:
    | Pick<TelemetryOptions, "otlpUrl" | "otlpHeaders" | "serviceName" | "sampleRatio" | "metricsPort">
    | undefined
  /** The log level on standard error. Defaults to `info`. */
  readonly logLevel?: "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent" | undefined
}

/**
 * Returns its argument. Editors then complete and check a configuration file.
 *
 * @example
 * // shopwright.config.ts
 * import { defineConfig } from "shopwright/http"
 *
 * export default defineConfig({ database: "postgres://shop@localhost/shop", port: 8080, publicUrl: "https://shop.example" })
 */
export const defineConfig = (config: ShopConfig): ShopConfig => config

import type { ShopOptions } from "../../../composition/settings.ts"
import { backupSettings } from "./backup-settings.ts"
import { database, defaultDatabase } from "./database-kind.ts"
import { dialectName, dialectSettings, ownDialects } from "./dialect-kinds.ts"
import { oneOf, onOff, path, text, whole } from "./kind.ts"
import { mailSettings } from "./mail-settings.ts"
import { mediaSettings } from "./media-settings.ts"
import { orderSettings } from "./order-settings.ts"
import { policySettings } from "./policy-settings.ts"
import { optional, withDefault } from "./setting.ts"
import { admin, currencyCode, date, registration, secret, signInPolicy, timeZone, tokens } from "./shop-kinds.ts"
import { statementSettings } from "./statement-settings.ts"
import { accepted, fn, isObject, list } from "./structure.ts"
import { telemetrySettings } from "./telemetry-settings.ts"
import { cookieDomain, hstsSeconds, publicUrl, trustedOrigins, trustProxy, workers } from "./web-kinds.ts"
import { webhookSettings } from "./webhook-settings.ts"

type Module = NonNullable<ShopOptions["modules"]>[number]

/**
 * Every setting of the command line by its place in the configuration file. Parsing, `--help`, `shopwright config`, the
 * warning for unknown variables and the page `docs/operations/settings.md` follow this table.
 */
export const table = {
  config: optional(path("the path of a file"), {
    scope: "every command",
    flag: { name: "config", value: "FILE" },
    variable: "SHOPWRIGHT_CONFIG",
    isInFile: false,
    about: "the configuration file",
    usual: "shopwright.config.ts, .js or .json in the working directory, if one exists",
  }),
  database: withDefault(database, defaultDatabase(), {
    scope: "every command",
    flag: { name: "database", value: "X" },
    variable: "DATABASE_URL",
    about: "memory (only serve), a folder for the embedded database, or the postgres:// URL of a server",
    usual: "the folder .shopwright",
  }),
  dialect: optional(dialectName, {
    flag: { name: "dialect", value: "NAME" },
    about: "the API to serve at the root",
    usual: "every dialect under /NAME, and ecommerce-backend also at the root",
  }),
  dialects: withDefault(
    ownDialects,
    {},
    { about: "APIs of your own by name: functions that return a dialect for the open shop", usual: "none" },
  ),
  host: withDefault(text("an address"), "127.0.0.1", {
    flag: { name: "host", value: "H" },
    variable: "HOST",
    about: "the address to listen on",
  }),
  port: withDefault(whole("a number from 0 to 65535", 0, 65_535), 8000, {
    flag: { name: "port", value: "P" },
    variable: "PORT",
    about: "the port, 0 for any free port",
  }),
  workers: optional(workers, {
    flag: { name: "workers", value: "N" },
    variable: "SHOPWRIGHT_WORKERS",
    about: "the number of processes that serve a postgres:// database, or auto for one per core",
    usual: "the command itself serves",
  }),
  admin: optional(admin, {
    variable: "SHOPWRIGHT_ADMIN",
    isSecret: true,
    about:
      "user:password, user:password:email or user:password:email:phone (the e-mail may be empty); serve creates this admin if it does not exist",
  }),
  catalog: optional(path("the path of a file"), {
    variable: "SHOPWRIGHT_CATALOG",
    about: "a catalogue file, or demo; serve loads it if the shop has no catalogue yet",
  }),
  secret: optional(secret, {
    variable: "SHOPWRIGHT_SECRET",
    isSecret: true,
    about: "the secret that signs tokens, at least 32 bytes; required by serve with a server database",
    usual: "generated and stored in the folder of an embedded database",
  }),
  tokens: optional(tokens, {
    variable: "SHOPWRIGHT_KEYS",
    isSecret: true,
    about: "a file with token keys that replace the secret; serve --help describes it",
  }),
  ...mediaSettings,
  trustProxy: optional(trustProxy, {
    variable: "SHOPWRIGHT_TRUST_PROXY",
    about:
      "the proxies whose headers are trusted (X-Forwarded-For, -Proto, -Host, -Prefix and Forwarded): their number, or their addresses and networks separated by commas, also loopback, linklocal, uniquelocal",
    usual: "none",
  }),
  publicUrl: optional(publicUrl, {
    variable: "SHOPWRIGHT_PUBLIC_URL",
    about:
      "the URL at which clients reach the server, such as https://example.com/shop; for picture URLs, cookie paths and the server's own origin",
    usual: "from the request and trusted proxies",
  }),
  trustedOrigins: withDefault(trustedOrigins, [], {
    variable: "SHOPWRIGHT_TRUSTED_ORIGINS",
    about:
      "the origins, separated by commas, of other pages that may call the APIs, such as http://localhost:3000; * allows all pages for APIs without cookies, which are all but webstore and shopwright",
    usual: "only pages of the server's own origin",
  }),
  backOffice: withDefault(onOff, true, {
    variable: "SHOPWRIGHT_BACK_OFFICE",
    about: "on or off: whether the back office for admins is at /admin/, and its API at /admin/v1/",
    usual: "on",
  }),
  "settings.webstore.cookies.domain": optional(cookieDomain, {
    variable: "SHOPWRIGHT_COOKIE_DOMAIN",
    about:
      "the common domain of webstore's pages and API, such as shop.test for pages on www.shop.test and the API on api.shop.test",
    usual: "the API's host",
  }),
  hstsSeconds: optional(hstsSeconds, {
    variable: "SHOPWRIGHT_HSTS",
    about: "seconds for which browsers use only HTTPS for this host; sent over HTTPS only",
    usual: "no Strict-Transport-Security header",
  }),
  "sessionPolicy.idleSeconds": optional(whole("a whole number of seconds from 60 to 315360000", 60, 315_360_000), {
    variable: "SHOPWRIGHT_SESSION_IDLE_TTL",
    about: "seconds after its last use at which an opaque token (ecommerce-backend) expires",
    usual: "7776000, which is 90 days",
  }),
  "sessionPolicy.maxPerAccount": optional(whole("a whole number from 1 to 1000000", 1, 1_000_000), {
    variable: "SHOPWRIGHT_MAX_SESSIONS",
    about: "the maximum number of open sessions of one account; a further sign-in ends the oldest",
    usual: "100",
  }),
  "foreignTokens.acceptUntil": optional(date, {
    variable: "SHOPWRIGHT_FOREIGN_TOKENS_UNTIL",
    about:
      "the date until which tokens of another simplejwt server with the same key are accepted, such as 2027-01-31 or 2027-01-31T12:00:00Z",
    usual: "they are rejected",
  }),
  ...orderSettings,
  bodyLimit: optional(whole("a whole number of bytes from 1024 to 1073741824", 1024, 1_073_741_824), {
    about: "the longest body, in bytes, without an accepted picture",
    usual: "1048576, which is 1 MiB",
  }),
  bodyBudget: optional(whole("a whole number of bytes from 8388608 to 4294967296", 8_388_608, 4_294_967_296), {
    variable: "SHOPWRIGHT_BODY_BUDGET",
    about:
      "the bytes of memory that all request bodies use at once; a request above it gets a 503. At least the longest body with its picture",
    usual: "134217728, which is 128 MiB",
  }),
  ...statementSettings,
  currency: optional(currencyCode, {
    scope: "every command",
    variable: "SHOPWRIGHT_CURRENCY",
    about:
      "the code (ISO 4217) of the currency of all prices, such as EUR; it is stored with the shop and cannot change while there are products",
    usual: "the stored currency, which is USD for a new shop",
  }),
  timeZone: withDefault(timeZone, "UTC", {
    variable: "SHOPWRIGHT_TIME_ZONE",
    about: "the time zone in which reports divide days: a name of the IANA database such as Asia/Kolkata",
  }),
  lowStockThreshold: withDefault(whole("a whole number from 0 to 2147483647", 0, 2_147_483_647), 5, {
    variable: "SHOPWRIGHT_LOW_STOCK",
    scope: "every command",
    about: "the quantity at or below which an item counts as low, unless it has a threshold of its own",
  }),
  ...backupSettings,
  ...mailSettings,
  ...webhookSettings,
  ...telemetrySettings,
  shutdownDelaySeconds: withDefault(whole("a whole number of seconds from 0 to 3600", 0, 3_600), 0, {
    variable: "SHOPWRIGHT_SHUTDOWN_DELAY",
    about: "seconds to serve requests after SIGTERM, while /readyz responds 503",
  }),
  logLevel: withDefault(oneOf(["trace", "debug", "info", "warn", "error", "fatal", "silent"]), "info", {
    variable: "SHOPWRIGHT_LOG",
    about: "the log level on standard error: trace, debug, info, warn, error, fatal or silent",
  }),
  password: optional(text(), {
    scope: "passwords",
    flag: { name: "password", value: "TEXT" },
    variable: "SHOPWRIGHT_PASSWORD",
    isInFile: false,
    isSecret: true,
    about:
      "the password of the account. Other users of the machine can read flags in the list of processes, so prefer the variable",
    usual: "asked for at a terminal, or one line of standard input",
  }),
  registration: optional(registration, {
    scope: "every command",
    about: "the shop's rules for registrations",
    usual: "a user name and a password of 8 characters",
  }),
  settings: withDefault(
    dialectSettings,
    {},
    {
      about: "the settings of each API by its name: registration, lifetimes, trustedOrigins, and cookies of webstore",
      usual: "those of the documents",
    },
  ),
  signInPolicy: optional(signInPolicy, { about: "the limits for failed sign-ins and registrations" }),
  passwordCost: optional(whole("a whole number from 4 to 16", 4, 16), {
    scope: "every command",
    about: "bcrypt's cost; each step doubles the time to hash a password",
    usual: "12, or 10 for a shop in memory",
  }),
  passwordQueue: optional(whole("a whole number from 0 to 1000000", 0, 1_000_000), {
    about: "the number of passwords that may wait to be hashed; further sign-ins are rejected as busy",
    usual: "64",
  }),
  ...policySettings,
  modules: optional(list(accepted<Module>("an inversify module", isObject)), {
    scope: "every command",
    about: "inversify modules that replace adapters of the shop",
    usual: "none",
  }),
  onBackgroundError: optional(fn<(fault: unknown) => void>(), {
    about: "called when background work fails",
    usual: "a process warning",
  }),
}

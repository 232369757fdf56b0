import type { RunningServer } from "../../composition/http.ts"
import type { AnyShop } from "../../composition/shop.ts"
import { operator } from "../../domain/account/actor.ts"
import { checkBackups, startBackups } from "./backup-schedule.ts"
import { describeDatabase } from "./database.ts"
import { CommandFailure } from "./failure.ts"
import { NO_MAIL } from "./mail-options.ts"
import { ownDialects } from "./own-dialects.ts"
import { pictureStorage } from "./picture-storage.ts"
import { prepare } from "./prepare-shop.ts"
import { readSigning } from "./secret.ts"
import { serveOptions } from "./serve-options.ts"
import { startTelemetry } from "./serve-telemetry.ts"
import { effectiveSettings } from "./settings/effective.ts"
import type { Settings } from "./settings/settings.ts"
import { servedOptions } from "./shop-options.ts"
import { packageVersion } from "./version.ts"

/** A served shop. */
export interface ServedShop extends RunningServer {
  /** Returns the metrics in the text format of Prometheus. Empty if telemetry is off. */
  readonly readMetrics: () => Promise<string>
}

/**
 * Opens the shop and serves it. Closing the server closes the shop. A worker does not prepare the shop, and each line of
 * its log has its number.
 */
export const openAndServe = async (
  settings: Settings,
  { worker }: { readonly worker?: number | undefined } = {},
): Promise<ServedShop> => {
  const database = settings.value("database")
  const composition = await import("../../composition/serve.ts").catch(explainMissingPackages)
  const { openShop } = await import("../../composition/open-shop.ts")
  const options = serveOptions(settings, composition)
  const schedule = checkBackups(settings)
  // ecommerce-backend alone signs no tokens. The secret is required anyway, so that all processes on one database share
  // it before another dialect is added.
  const signing = await readSigning(settings, database)
  const media = await pictureStorage(settings)
  const telemetry = await startTelemetry(settings, worker)
  const closeTelemetry = async (): Promise<void> => telemetry?.close()
  const opened = { ...servedOptions(settings), database, media, ...signing, telemetry }
  const shop = await openShop(opened).catch((error: unknown) => closeTelemetry().then(() => Promise.reject(error)))
  const closeAll = () => shop.close().finally(closeTelemetry)
  try {
    const prepared = worker === undefined ? await prepare(shop, settings) : null
    const log = await makeLogger(settings, worker === undefined ? {} : { worker })
    const server = await composition
      .serve({ shop, log, telemetry, ...options, ...ownDialects(settings, shop), system: systemFacts(settings) })
      .catch((error: unknown) => Promise.reject(cannotListen(error, options)))
    log.info({ database: describeDatabase(database) }, "database opened")
    if (telemetry?.metricsUrl != null) log.info({ url: telemetry.metricsUrl }, "metrics")
    if (worker === undefined || worker === FIRST_WORKER) await announceSetup(shop, server.url, options.backOffice)
    if ((settings.value("mail.smtpUrl") ?? settings.value("mail.mailer")) === undefined && worker === undefined)
      log.info(NO_MAIL)
    const endBackups = schedule === null ? () => undefined : startBackups(shop, schedule, log)
    const closeShop = async (): Promise<void> => {
      endBackups()
      await prepared?.finish()
      await closeAll()
    }
    return {
      ...server,
      readMetrics: async () => (await telemetry?.readMetrics()) ?? "",
      close: () => server.close().finally(closeShop),
      retire: () => server.retire().finally(closeShop),
    }
  } catch (error) {
    await closeAll()
    throw error
  }
}

/** What the back office shows of this server. */
const systemFacts = (settings: Settings) => ({
  version: packageVersion(),
  database: describeDatabase(settings.value("database")),
  settings: effectiveSettings(settings),
})

/** Prepared processes are equal, so one of them speaks for all. */
const FIRST_WORKER = 1

/** Prints the code for the first admin, unless there is one. The code is a secret, so it is not in the log. */
const announceSetup = async (shop: AnyShop, url: string, backOffice = true): Promise<void> => {
  if (!backOffice) return
  const found = await shop.searchAccounts(operator, { isAdmin: true, limit: 1 })
  if (!found.ok || found.value.accounts.length > 0) return
  const { setupCode } = await import("../../composition/setup-code.ts")
  process.stderr.write(
    `The shop has no admin. Create the first one at ${url}/admin/ with the code ${setupCode(shop)}.\n`,
  )
}

/** Logs JSON lines to standard error. Standard output contains only the line with the server's URL. Each line has the facts of `base`. */
export const makeLogger = async (settings: Settings, base: object) => {
  const { pino } = await import("pino")
  return pino(
    { level: settings.value("logLevel"), base, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: false }),
  )
}

/** Explains which optional packages serving needs. A shop without HTTP does not need them. */
const explainMissingPackages = (error: unknown): never => {
  if (!(error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND")) throw error
  throw new CommandFailure(
    `Serving needs packages that are not installed: npm install express helmet pino (${error.message})`,
  )
}

const cannotListen = (error: unknown, { host, port }: { readonly host: string; readonly port: number }): unknown => {
  const code = error instanceof Error && "code" in error ? error.code : undefined
  if (code === "EADDRINUSE")
    return new CommandFailure(`Port ${port} on ${host} is in use; choose another port with --port`)
  if (code === "EACCES")
    return new CommandFailure(`Port ${port} on ${host} is not permitted for this user; choose another port with --port`)
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN")
    return new CommandFailure(`${host} is not an address of this machine; choose another with --host`)
  return error
}

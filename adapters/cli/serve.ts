import { mkdir } from "node:fs/promises"
import { dirname } from "node:path"
import { Effect } from "effect"
import type { Shop } from "../../composition/shop.ts"
import { adminRules, asCommand } from "./admin.ts"
import { loadCatalog, readCatalogFrom } from "./catalog-source.ts"
import type { Command } from "./command.ts"
import { describeDatabase } from "./database.ts"
import { CommandFailure, UsageError } from "./failure.ts"
import { readSigning } from "./secret.ts"
import { defaultMedia, readServeSettings, type ServeSettings, serveUsage } from "./serve-settings.ts"
import { stopSignal } from "./stop-signal.ts"

const run = async (args: ReadonlyArray<string>): Promise<void> => {
  const settings = readServeSettings(args)
  const { database, dialect, host, port, media, web, sessions, unpaidOrderTtlSeconds } = settings
  const { cookieDomain, ...reached } = web
  const composition = await import("../../composition/serve.ts").catch(nameMissing)
  const { openShop } = await import("../../composition/open-shop.ts")
  if (dialect !== undefined && !composition.isDialectName(dialect))
    throw new UsageError(`Unknown dialect '${dialect}'; there are: ${composition.dialectNames.join(", ")}`)
  if (dialect !== undefined && composition.usesCookies(dialect) && web.trustedOrigins.includes("*"))
    throw new UsageError(`SHOPWRIGHT_TRUSTED_ORIGINS cannot be * for ${dialect}, which uses cookies: list each origin`)
  // Heard from here on, so that a signal that comes while the shop still opens ends it as cleanly as a later one.
  const stopped = stopSignal()
  // ecommerce-backend alone signs nothing. The secret is settled all the same: the first dialect that signs must not be
  // the moment when the processes on one database turn out to have none in common.
  // The default folder for pictures lies in a folder that may hold private data.
  if (media === defaultMedia()) await mkdir(dirname(media), { recursive: true, mode: 0o700 })
  const shop = await openShop({ database, media, unpaidOrderTtlSeconds, ...sessions, ...(await readSigning(database)) })
  process.stderr.write(`The database is ${describeDatabase(database)}.\n`)
  try {
    await prepare(shop, settings)
    const server = await composition
      .serve({
        shop,
        dialect,
        host,
        port,
        ...reached,
        settings: { webstore: { cookies: { domain: cookieDomain } } },
        log: await logger(settings),
      })
      .catch((error: unknown) => Promise.reject(cannotListen(error, settings)))
    try {
      process.stdout.write(`shopwright is ready at ${server.url}\n`)
      await stopped
    } finally {
      await server.close()
    }
  } finally {
    await shop.close()
  }
}

/** Brings in the admin and the catalogue that the environment asks for, and tells a newcomer what is still missing. */
const prepare = async (shop: Shop, { admin, catalog }: ServeSettings): Promise<void> => {
  if (admin !== undefined) {
    const { passwordDiffers } = await asCommand(shop.useCases.ensureAdmin(admin, adminRules), admin)
    if (passwordDiffers)
      process.stderr.write(
        `The admin '${admin.username}' has another password than SHOPWRIGHT_ADMIN says, and keeps it. ` +
          `To change it, stop the server and run "shopwright set-password --login ${admin.username}".\n`,
      )
  }
  if (!(await Effect.runPromise(shop.isEmpty()))) return
  if (catalog === undefined) process.stderr.write(hint)
  else await loadCatalog(shop.useCases, await readCatalogFrom(catalog), catalog)
}

const hint = `The shop is empty. Start it with
  SHOPWRIGHT_CATALOG=demo          to load the demo catalogue (or a file), and
  SHOPWRIGHT_ADMIN=user:password   to have an admin who manages it
or stop it and run "shopwright import demo" and "shopwright create-admin --username NAME".
`

/** JSON lines on standard error; standard output is for the one line that says where the shop is. */
const logger = async ({ logLevel }: ServeSettings) => {
  const { pino } = await import("pino")
  return pino(
    { level: logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: false }),
  )
}

/** The packages that serving needs are brought along by whoever serves; a shop without HTTP goes without them. */
const nameMissing = (error: unknown): never => {
  if (!(error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND")) throw error
  throw new CommandFailure(
    `Serving needs packages that are not installed: npm install express helmet multer pino (${error.message})`,
  )
}

const cannotListen = (error: unknown, { host, port }: ServeSettings): unknown => {
  const code = error instanceof Error && "code" in error ? error.code : undefined
  if (code === "EADDRINUSE") return new CommandFailure(`Port ${port} on ${host} is in use; choose another with --port`)
  if (code === "EACCES") return new CommandFailure(`Port ${port} on ${host} may not be used by this user`)
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN")
    return new CommandFailure(`${host} is no address of this machine; choose another with --host`)
  return error
}

export const serve: Command = { summary: "serve the shop over HTTP", usage: serveUsage, run }

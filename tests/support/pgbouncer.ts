import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { chown, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Client } from "pg"
import { expect, it } from "vitest"
import { eventually } from "./load.ts"
import { freePort } from "./postgres-server.ts"

const program = "/usr/sbin/pgbouncer"

/** Whether PgBouncer is installed. */
export const hasPgbouncer = existsSync(program)

/** Declares the test that reports whether the other tests of a file can run. */
export const itHasPgbouncer = (): void => {
  it("PgBouncer is installed", () => {
    if (hasPgbouncer) return
    const message = `No pooler was tested (${program} is missing): apt-get install pgbouncer`
    console.log(message)
    // Where the package could be installed, as in CI, a missing one fails the tests.
    expect(process.getuid?.() === 0 && existsSync("/usr/bin/apt-get"), message).toBe(false)
  })
}

/** Starts PgBouncer in front of a database. Few connections to the server, so that clients share them. */
export const startPgbouncer = async (database: string, mode: "transaction" | "session", size: number) => {
  const server = new URL(database)
  const folder = await mkdtemp(join(tmpdir(), "shopwright-pgbouncer-"))
  const port = await freePort()
  const login = `user=${server.username} password=${decodeURIComponent(server.password)}`
  const ini = join(folder, "pgbouncer.ini")
  await writeFile(
    ini,
    `[databases]
* = host=${server.hostname} port=${server.port || 5432} ${login}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
default_pool_size = ${size}
max_client_conn = 200
`,
  )
  // PgBouncer refuses to run as root.
  const isRoot = process.getuid?.() === 0
  const idOf = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }))
  const owner = isRoot ? { uid: idOf("-u"), gid: idOf("-g") } : undefined
  if (owner !== undefined) for (const path of [folder, ini]) await chown(path, owner.uid, owner.gid)
  const pooler: ChildProcess = spawn(program, [ini], { ...owner, cwd: folder, stdio: ["ignore", "ignore", "pipe"] })
  const log: Array<string> = []
  pooler.stderr?.setEncoding("utf8").on("data", (text: string) => log.push(text))
  const atExit = () => pooler.kill("SIGKILL")
  process.once("exit", atExit)
  const url = new URL(database)
  url.hostname = "127.0.0.1"
  url.port = String(port)
  await eventually("PgBouncer accepts connections", async () => {
    if (pooler.exitCode !== null) throw new Error(`PgBouncer did not start:\n${log.join("")}`)
    const client = new Client({ connectionString: url.href })
    return client.connect().then(
      () => client.end().then(() => true),
      () => false,
    )
  })
  return {
    url: url.href,
    close: async () => {
      process.off("exit", atExit)
      if (pooler.exitCode === null && pooler.signalCode === null) {
        const closed = once(pooler, "close")
        pooler.kill("SIGKILL")
        await closed
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}

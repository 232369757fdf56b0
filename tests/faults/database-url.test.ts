import { execFileSync } from "node:child_process"
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer, type Server } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { openPostgres } from "../../adapters/persistence/mikro-orm/postgres.ts"
import { migrate } from "../../composition/index.ts"
import { createDatabase, type PostgresServer, startEmbedded } from "../support/postgres-server.ts"

const folder = mkdtempSync(join(tmpdir(), "shopwright-tls-"))
const file = (name: string): string => join(folder, name)
const openssl = (...args: ReadonlyArray<string>): void => {
  execFileSync("openssl", args, { stdio: "ignore", cwd: folder })
}

let server: PostgresServer
let url: URL

beforeAll(async () => {
  const subject = (name: string) => ["-nodes", "-newkey", "rsa:2048", "-subj", `/CN=${name}`]
  openssl("req", "-x509", ...subject("test root"), "-keyout", "root.key", "-out", "root.crt", "-days", "2")
  openssl("req", "-x509", ...subject("other root"), "-keyout", "other.key", "-out", "other.crt", "-days", "2")
  openssl("req", ...subject("localhost"), "-keyout", "server.key", "-out", "server.csr")
  writeFileSync(file("names"), "subjectAltName=DNS:localhost")
  const signing = ["-CA", "root.crt", "-CAkey", "root.key", "-CAcreateserial", "-days", "2", "-extfile", "names"]
  openssl("x509", "-req", "-in", "server.csr", ...signing, "-out", "server.crt")
  // A server that accepts only TLS, as most hosted ones do.
  writeFileSync(
    file("hba"),
    "local all all password\nhostssl all all 127.0.0.1/32 password\nhostssl all all ::1/128 password\n",
  )
  chmodSync(folder, 0o755)
  chmodSync(file("server.key"), 0o600)
  if (process.getuid?.() === 0) execFileSync("chown", ["-R", "postgres", folder])
  const settings = {
    ssl: "on",
    ssl_cert_file: file("server.crt"),
    ssl_key_file: file("server.key"),
    hba_file: file("hba"),
    unix_socket_directories: folder,
  }
  server = await startEmbedded(Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]))
  url = new URL((await createDatabase(`${server.url}?sslmode=no-verify`)).url)
}, 120_000)

afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Returns the URL with another host and parameters. */
const urlWith = (host: string, query: string): string =>
  `postgres://${url.username}:${url.password}@${host}${url.pathname}${query === "" ? "" : `?${query}`}`

/** Connects and returns the first column of a statement. */
const ask = async (database: string, text: string): Promise<unknown> => {
  const { database: queries, close } = await openPostgres(database, "shopwright")
  try {
    return Object.values((await queries.rows({ name: "ask", text }, []))[0] ?? {})[0]
  } finally {
    await close()
  }
}

const usesTls = "select ssl from pg_stat_ssl where pid = pg_backend_pid()"

describe("sslmode in a database URL", () => {
  it.each([
    "",
    "sslmode=prefer",
    "sslmode=require",
    "sslmode=verify-ca&sslrootcert=ROOT",
    "sslmode=verify-full&sslrootcert=ROOT",
  ])("connects with TLS for '%s'", async (query) => {
    const here = `localhost:${url.port}`
    expect(await ask(urlWith(here, query.replace("ROOT", file("root.crt"))), usesTls)).toBe(true)
  })

  it.each([
    ["localhost", "sslmode=verify-full", /self-signed certificate|unable to (get|verify)/],
    ["localhost", "sslmode=verify-full&sslrootcert=OTHER", /self-signed|signature|unable to/],
    ["localhost", "sslmode=verify-ca&sslrootcert=OTHER", /self-signed|signature|unable to/],
    ["localhost", "sslmode=require&sslrootcert=OTHER", /self-signed|signature|unable to/],
    ["127.0.0.1", "sslmode=verify-full&sslrootcert=ROOT", /IP: 127\.0\.0\.1|altnames/],
    ["localhost", "sslmode=disable", /no pg_hba\.conf entry.*no encryption/],
  ])("rejects the server %s for '%s'", async (host, query, message) => {
    const database = urlWith(
      `${host}:${url.port}`,
      query.replace("ROOT", file("root.crt")).replace("OTHER", file("other.crt")),
    )
    await expect(ask(database, usesTls)).rejects.toThrow(message)
  })

  it("applies to migrations as well", async () => {
    const database = urlWith(`localhost:${url.port}`, `sslmode=verify-full&sslrootcert=${file("root.crt")}`)
    expect((await migrate({ url: database })).length).toBeGreaterThan(0)
    await expect(migrate({ url: `${database.replace("root.crt", "other.crt")}` })).rejects.toThrow()
  })
})

describe("other parameters of a database URL", () => {
  it("apply options and the application name", async () => {
    const here = `localhost:${url.port}`
    const query = "application_name=till&options=-c%20work_mem%3D5MB"
    expect(await ask(urlWith(here, query), "select current_setting('application_name')")).toBe("till")
    expect(await ask(urlWith(here, query), "select current_setting('work_mem')")).toBe("5MB")
  })

  it("connect through a Unix socket, without TLS", async () => {
    const database = urlWith("", `host=${encodeURIComponent(folder)}&port=${url.port}`)
    expect(await ask(database, usesTls)).toBe(false)
    expect(await ask(database, "select inet_client_addr() is null")).toBe(true)
  })

  it("default the database name to the user's name", async () => {
    const database = `postgres://${url.username}:${url.password}@localhost:${url.port}`
    expect(await ask(database, "select current_database()")).toBe("postgres")
  })
})

describe("several hosts in a database URL", () => {
  let dead: Server
  beforeAll(async () => {
    dead = createServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => dead.listen(0, "127.0.0.1", resolve))
  })
  afterAll(() => new Promise((resolve) => dead.close(resolve)))

  const hosts = (): string => {
    const address = dead.address()
    const port = typeof address === "object" && address !== null ? address.port : 0
    return `127.0.0.1:${port},localhost:${url.port}`
  }

  it("connects to the first host that is a server", async () => {
    expect(await ask(urlWith(hosts(), "sslmode=require"), "select 1::integer")).toBe(1)
  })

  it("connects to the requested kind of server", async () => {
    expect(await ask(urlWith(hosts(), "sslmode=require&target_session_attrs=primary"), "select 1::integer")).toBe(1)
    const standby = ask(urlWith(`localhost:${url.port}`, "target_session_attrs=standby"), "select 1")
    await expect(standby).rejects.toThrow(/is not standby/)
  })
})

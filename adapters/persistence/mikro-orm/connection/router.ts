import { connect, type Socket } from "node:net"
import { type ConnectionOptions, checkServerIdentity } from "node:tls"
import type { Client, ClientConfig } from "pg"
import { requiresTls } from "../../database-tls.ts"
import type { ConnectionSettings, ServerAddress, TargetSession } from "../../database-url.ts"
import { type StartupParameters, startupFor } from "./startup.ts"

/** Where a new connection goes, and whether it uses TLS. */
export interface Route extends ServerAddress {
  readonly tls: ConnectionOptions | false
  readonly startup: StartupParameters
}

type ClientClass = new (config: ClientConfig) => Client

/**
 * Finds the server for new connections: the first one, in the order of the URL, that responds and is of the requested
 * kind. The result is kept until `forget` is called.
 */
export interface Router {
  readonly route: () => Promise<Route>
  readonly forget: () => void
}

export const makeRouter = (settings: ConnectionSettings, BaseClient: ClientClass): Router => {
  const { servers, target } = settings
  let known: Promise<Route> | undefined
  const startups = new Map<ServerAddress, StartupParameters>()

  const startupOf = async (server: ServerAddress, tls: Route["tls"]): Promise<StartupParameters> => {
    const startup =
      startups.get(server) ??
      (await startupFor(server, settings, (config) => open({ ...server, tls }, settings, BaseClient, config)))
    startups.set(server, startup)
    return startup
  }

  const find = async (): Promise<Route> => {
    const failures: Array<unknown> = []
    for (const wanted of target === "prefer-standby" ? (["standby", "any"] as const) : [target])
      for (const server of servers) {
        try {
          const target = { ...server, tls: await tlsFor(server, settings) }
          if (wanted === "any" || (await isOfKind(wanted, target, settings, BaseClient)))
            return { ...target, startup: await startupOf(server, target.tls) }
          failures.push(new Error(`${server.host}:${server.port} is not ${wanted}`))
        } catch (error) {
          failures.push(error)
        }
      }
    if (failures.length === 1) throw failures[0]
    throw new AggregateError(failures, `no database server is available: ${failures.map(reasonOf).join("; ")}`)
  }

  return {
    route: () => {
      known ??= find().catch((error: unknown) => {
        known = undefined
        throw error
      })
      return known
    },
    forget: () => {
      known = undefined
    },
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Asks the server whether it offers TLS (PostgreSQL manual, "SSL Session Encryption"). */
const tlsFor = async (
  { host, port }: ServerAddress,
  { tls, connectTimeout }: ConnectionSettings,
): Promise<ConnectionOptions | false> => {
  const isUnixSocket = host.startsWith("/")
  if (tls.mode === "disable" || (isUnixSocket && !requiresTls(tls.mode))) {
    await probe(host, port, connectTimeout, null)
    return false
  }
  const offered = (await probe(host, port, connectTimeout, SSL_REQUEST)) === "S"
  if (offered && tls.mode === "verify-full")
    // `pg` passes no name for an address, and Node would then check the certificate against "localhost".
    return { ...tls.options, checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate) }
  if (offered && tls.mode !== "allow") return tls.options
  if (!requiresTls(tls.mode)) return false
  throw new Error(`the database server ${host}:${port} does not offer TLS, which sslmode=${tls.mode} requires`)
}

const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f])

/** Opens a connection, sends a request and returns the first character of the response; closes the connection. */
const probe = (host: string, port: number, seconds: number, request: Buffer | null): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket: Socket = connect(host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : { host, port })
    const timer = setTimeout(() => {
      socket.destroy()
      const error = new Error(`the database server ${host}:${port} does not respond within ${seconds} s`)
      reject(Object.assign(error, { code: "ETIMEDOUT" }))
    }, seconds * 1000)
    const end = (text: string): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(text)
    }
    socket.once("connect", () => (request === null ? end("") : socket.write(request)))
    socket.once("data", (data: Buffer) => end(data.toString("latin1", 0, 1)))
    socket.once("error", (error) => {
      clearTimeout(timer)
      reject(error)
    })
    socket.once("close", () => end(""))
  })

const isOfKind = async (
  wanted: Exclude<TargetSession, "any" | "prefer-standby">,
  target: Target,
  settings: ConnectionSettings,
  BaseClient: ClientClass,
): Promise<boolean> => {
  const client = await open(target, settings, BaseClient)
  try {
    const text = `select pg_catalog.pg_is_in_recovery()::text as recovery,
      pg_catalog.current_setting('transaction_read_only') as read_only`
    const { rows } = await client.query<{ recovery: string; read_only: string }>(text)
    const [isStandby, readOnly] = [rows[0]?.recovery === "true", rows[0]?.read_only === "on"]
    return { standby: isStandby, primary: !isStandby, "read-only": readOnly, "read-write": !readOnly }[wanted]
  } finally {
    await client.end().catch(() => undefined)
  }
}

type Target = Omit<Route, "startup">

/** Opens a connection that the caller ends. */
const open = async (
  { host, port, tls }: Target,
  { user, password, database, connectTimeout }: ConnectionSettings,
  BaseClient: ClientClass,
  config: ClientConfig = {},
): Promise<Client> => {
  const address = { host, port, user, password, database, ssl: tls }
  const client = new BaseClient({ ...address, ...timeouts(connectTimeout), ...config })
  client.on("error", () => undefined)
  await client.connect()
  return client
}

const timeouts = (seconds: number): ClientConfig => ({
  connectionTimeoutMillis: seconds * 1000,
  query_timeout: seconds * 1000,
})

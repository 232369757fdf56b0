import { userInfo } from "node:os"
import { readTls, type TlsSettings } from "./database-tls.ts"
import { InvalidDatabaseUrl } from "./invalid-database-url.ts"

/** A server address. A `host` that begins with `/` is the folder of a Unix socket. */
export interface ServerAddress {
  readonly host: string
  readonly port: number
}

/** The kind of server to connect to, as libpq defines it. */
export type TargetSession = "any" | "read-write" | "read-only" | "primary" | "standby" | "prefer-standby"

/** What a database URL says. */
export interface ConnectionSettings {
  /** At least one. They are tried in this order. */
  readonly servers: ReadonlyArray<ServerAddress>
  /** Defaults to the name of the operating system's user, as in libpq. */
  readonly user: string
  readonly password: string | undefined
  /** Defaults to the user's name, as in libpq. */
  readonly database: string
  readonly tls: TlsSettings
  /** Command-line options for the server, such as `-c search_path=shop`. */
  readonly options: string | undefined
  readonly applicationName: string
  /** Seconds. */
  readonly connectTimeout: number
  readonly target: TargetSession
}

const DEFAULT_PORT = 5432
const DEFAULT_CONNECT_TIMEOUT = 10

const parameters = [
  ...["host", "port", "dbname", "user", "password", "options", "application_name", "connect_timeout"],
  ...["target_session_attrs", "sslmode", "sslrootcert", "sslcert", "sslkey", "sslpassword"],
]

const targets: ReadonlyArray<TargetSession> = [
  ...(["any", "read-write", "read-only", "primary", "standby", "prefer-standby"] as const),
]

/**
 * Reads a connection URI as libpq defines it (PostgreSQL manual, "Connection URIs"), several hosts included. Reads the
 * certificate files that it names. Throws {@link InvalidDatabaseUrl} for anything that it would otherwise have to
 * ignore.
 */
export const readDatabaseUrl = (url: string): ConnectionSettings => {
  const match = /^postgres(?:ql)?:\/\/(?:([^/?]*)@)?([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/is.exec(url)
  if (match === null) throw new InvalidDatabaseUrl("The database URL is malformed.")
  const [, login = "", authority = "", path = "", query = ""] = match
  const [, user = "", password = ""] = /^([^:]*):?(.*)$/s.exec(login) ?? []
  const given = readParameters(query)
  const database = given.get("dbname") ?? decoded(path)
  if (database.includes("/")) throw new InvalidDatabaseUrl("The database name in the URL contains a slash.")
  const userName = (given.get("user") ?? decoded(user)) || userInfo().username
  return {
    servers: readServers(given.get("host") ?? authority, given.get("port")),
    user: userName,
    password: (given.get("password") ?? decoded(password)) || undefined,
    database: database || userName,
    tls: readTls(given),
    options: given.get("options"),
    applicationName: given.get("application_name") ?? "shopwright",
    connectTimeout: readTimeout(given.get("connect_timeout")),
    target: readTarget(given.get("target_session_attrs")),
  }
}

/** Describes a database for people, without the password: `postgres://user@host:5432/name`. */
export const describeDatabaseUrl = (url: string): string => {
  const { servers, user, database } = readDatabaseUrl(url)
  const hosts = servers.map(({ host, port }) => `${host.includes(":") ? `[${host}]` : host}:${port}`)
  return `postgres://${user}@${hosts.join(",")}/${database}`
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new InvalidDatabaseUrl("The database URL contains a % that is not followed by two hexadecimal digits.")
  }
}

const readParameters = (query: string): ReadonlyMap<string, string> => {
  const given = new Map<string, string>()
  for (const pair of query.split("&").filter((text) => text !== "")) {
    const [, key = "", value = ""] = /^([^=]*)=?(.*)$/s.exec(pair) ?? []
    const name = decoded(key)
    if (!parameters.includes(name))
      throw new InvalidDatabaseUrl(
        `The database URL has the unknown parameter '${name}'. Known parameters: ${parameters.join(", ")}.`,
      )
    given.set(name, decoded(value))
  }
  return given
}

const readServers = (hosts: string, ports: string | undefined): ReadonlyArray<ServerAddress> => {
  const portOf = ports?.split(",")
  return hosts.split(",").map((text, i) => {
    const [, v6, name = "", port] = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]*))(?::(\d*))?$/i.exec(text) ?? []
    if (v6 === undefined && name === "" && text !== "" && !text.startsWith(":"))
      throw new InvalidDatabaseUrl("The host in the database URL is malformed; an IPv6 address needs brackets.")
    const number = Number((portOf?.[i] ?? portOf?.[0] ?? port) || DEFAULT_PORT)
    if (!Number.isInteger(number) || number < 1 || number > 65_535)
      throw new InvalidDatabaseUrl("The port in the database URL is not a number from 1 to 65535.")
    return { host: v6 ?? (decoded(name) || "localhost"), port: number }
  })
}

const readTimeout = (text: string | undefined): number => {
  if (text === undefined) return DEFAULT_CONNECT_TIMEOUT
  if (!/^\d{1,4}$/.test(text)) throw new InvalidDatabaseUrl("connect_timeout in the database URL is not in seconds.")
  // libpq: zero waits without a limit. A day is the longest that a timer here waits.
  return Number(text) || 86_400
}

const readTarget = (text: string | undefined): TargetSession => {
  const target = targets.find((known) => known === (text ?? "any"))
  if (target !== undefined) return target
  throw new InvalidDatabaseUrl(`target_session_attrs in the database URL is not one of ${targets.join(", ")}.`)
}

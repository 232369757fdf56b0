import { readFileSync, statSync } from "node:fs"
import type { ConnectionOptions } from "node:tls"
import { InvalidDatabaseUrl } from "./invalid-database-url.ts"

/** Whether to use TLS and how to verify the server, as libpq's `sslmode` defines it. */
export type TlsMode = "disable" | "allow" | "prefer" | "require" | "verify-ca" | "verify-full"

/** The mode, and the options for Node's TLS where TLS is used. */
export interface TlsSettings {
  readonly mode: TlsMode
  readonly options: ConnectionOptions
}

const modes: ReadonlyArray<TlsMode> = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"]

/**
 * Reads the TLS parameters of a database URL. Defaults to `prefer`, as libpq does. Without `sslrootcert`, `verify-full`
 * trusts the certificate authorities that Node trusts.
 */
export const readTls = (given: ReadonlyMap<string, string>): TlsSettings => {
  const text = given.get("sslmode") ?? "prefer"
  const named = modes.find((mode) => mode === text)
  if (named === undefined)
    throw new InvalidDatabaseUrl(`sslmode in the database URL is not one of ${modes.join(", ")}.`)
  const rootCertificate = given.get("sslrootcert")
  if (rootCertificate === "system" && named !== "verify-full")
    throw new InvalidDatabaseUrl("sslrootcert=system in the database URL requires sslmode=verify-full.")
  if (rootCertificate === undefined && named === "verify-ca")
    throw new InvalidDatabaseUrl("sslmode=verify-ca in the database URL requires sslrootcert.")
  const ca = rootCertificate === undefined || rootCertificate === "system" ? undefined : read(rootCertificate)
  // libpq: with a root certificate, `require` verifies the certificate as `verify-ca` does.
  const mode = named === "require" && rootCertificate !== undefined ? "verify-ca" : named
  const cert = given.get("sslcert")
  const key = given.get("sslkey")
  return {
    mode,
    options: {
      ...(ca !== undefined && { ca }),
      ...(cert !== undefined && { cert: read(cert) }),
      ...(key !== undefined && { key: readKey(key) }),
      ...(given.has("sslpassword") && { passphrase: given.get("sslpassword") }),
      ...verification(mode),
    },
  }
}

/** Whether the connection fails when the server does not offer TLS. */
export const requiresTls = (mode: TlsMode): boolean => !["disable", "allow", "prefer"].includes(mode)

const verification = (mode: TlsMode): ConnectionOptions => {
  if (mode === "verify-full") return {}
  if (mode === "verify-ca") return { checkServerIdentity: () => undefined }
  return { rejectUnauthorized: false }
}

/** Reads a private key. As in libpq, other users must not be able to read it. */
const readKey = (file: string): string => {
  const text = read(file)
  const { mode, uid } = statSync(file)
  const isOpen = uid === 0 ? (mode & 0o037) !== 0 : (mode & 0o077) !== 0
  if (process.platform !== "win32" && isOpen)
    throw new InvalidDatabaseUrl(`Other users can access the private key ${file}; run: chmod 600 '${file}'.`)
  return text
}

const read = (file: string): string => {
  try {
    return readFileSync(file, "utf8")
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unreadable"
    throw new InvalidDatabaseUrl(`The database URL names the file ${file}, which cannot be read (${reason}).`)
  }
}

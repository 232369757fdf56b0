/** The database URL cannot be used. The message never repeats the URL, because it may contain a password. */
export class InvalidDatabaseUrl extends Error {
  override readonly name = "InvalidDatabaseUrl"

  constructor(reason: string) {
    super(`${reason} The URL has the form postgres://user:password@host:5432/name?sslmode=verify-full.`)
  }
}

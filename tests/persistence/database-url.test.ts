import { expect, it } from "vitest"
import { readDatabaseUrl } from "../../adapters/persistence/database-url.ts"

it.each([
  ["postgres://u:p@[::1]:5433/db", ["::1 5433"]],
  ["postgres://u:p@h1,[::1]:5433,h3:1/db", ["h1 5432", "::1 5433", "h3 1"]],
  ["postgres://u:p@/db?host=/var/run/postgresql", ["/var/run/postgresql 5432"]],
  ["postgres://u:p@%2Fvar%2Frun%2Fpostgresql:5433/db", ["/var/run/postgresql 5433"]],
  ["postgres://u:p@h/db?host=h1,h2&port=1,2", ["h1 1", "h2 2"]],
])("reads the servers of %s", (url, servers) => {
  const read = readDatabaseUrl(url).servers.map(({ host, port }) => `${host} ${port}`)
  expect(read).toEqual(servers)
})

it("uses the user's name as the name of the database when the URL has none", () => {
  for (const url of ["postgres://mia:p@h", "postgres://mia:p@h/"]) expect(readDatabaseUrl(url).database).toBe("mia")
})

it.each(["sslmod=require", "sslmode=maybe", "target_session_attrs=any-server", "connect_timeout=soon"])(
  "rejects %s and does not repeat the password",
  (parameter) => {
    const read = () => readDatabaseUrl(`postgres://mia:hunter2hunter2@h/db?${parameter}`)
    expect(read).toThrow(parameter.split("=")[0])
    expect(read).not.toThrow("hunter2")
  },
)

import { openBooks } from "../support/books.ts"
import { freshDatabase } from "../support/postgres.ts"
import { ADMIN, migrate, type ServerProcess, startServer } from "../support/server-process.ts"
import { shopClient } from "../support/shop-client.ts"

/** A shop on PostgreSQL that several processes serve, with access to its tables and an admin. */
export const openSharedShop = async (processes: number) => {
  const database = await freshDatabase()
  await migrate(database.url)
  // In sequence: the first process creates the admin of the environment.
  const servers: Array<ServerProcess> = []
  for (let i = 0; i < processes; i++) servers.push(await startServer(database.url))
  const clients = servers.map(({ url }) => shopClient(url))
  const [first] = clients
  if (first === undefined) throw new Error("a shop needs a server")
  const admin = await first.logIn(ADMIN)
  const books = openBooks(database.url)
  return {
    database,
    servers,
    books,
    admin,
    category: await first.addCategory(admin, "Skincare"),
    /** The client of one of the servers, chosen by the number, so that calls spread over all of them. */
    client: (n: number) => clients[n % clients.length] ?? first,
    /** Stops the servers with a signal. Returns how each of them ended. */
    stop: async () => {
      for (const client of clients) client.close()
      return Promise.all(servers.map((server) => server.end("SIGTERM")))
    },
    close: async () => {
      for (const client of clients) client.close()
      await Promise.all(servers.filter((server) => server.isRunning()).map((server) => server.end("SIGKILL")))
      await books.close()
      await database.drop()
    },
  }
}

export type SharedShop = Awaited<ReturnType<typeof openSharedShop>>

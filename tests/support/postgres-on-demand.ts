import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import type { TestProject } from "vitest/node"
import { type PostgresServer, startPostgres } from "./postgres-server.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the HTTP endpoint that starts PostgreSQL on its first request and responds with the server's URL. */
    postgresOnDemand: string
  }
}

/** The data is thrown away after the run. Tests of crashes and failover start servers of their own. */
const UNSAFE_BUT_FAST = ["fsync", "synchronous_commit", "full_page_writes"].flatMap((name) => ["-c", `${name}=off`])

/**
 * Starts PostgreSQL when the first test asks for it, one server for all test files of the run. Test files run in
 * processes of their own, so they ask over HTTP.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let starting: Promise<PostgresServer> | undefined
  const endpoint = createServer((_request, response) => {
    starting ??= startPostgres(UNSAFE_BUT_FAST)
    starting.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => endpoint.listen(0, "127.0.0.1", resolve))
  const { port } = endpoint.address() as AddressInfo
  project.provide("postgresOnDemand", `http://127.0.0.1:${port}`)
  return async () => {
    endpoint.closeAllConnections()
    endpoint.close()
    const server = await starting?.catch(() => undefined)
    await server?.stop()
  }
}

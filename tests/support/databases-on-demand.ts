import { mkdtemp, rm } from "node:fs/promises"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TestProject } from "vitest/node"
import { migrate } from "../../adapters/persistence/mikro-orm/open.ts"
import { startPostgres } from "./postgres-server.ts"

declare module "vitest" {
  interface ProvidedContext {
    /**
     * Address of the HTTP endpoint that creates databases on the first request for them. `/postgres` responds with the URL of
     * a PostgreSQL server, `/folder` with a folder to copy, which has an empty shop.
     */
    databasesOnDemand: string
  }
}

interface OnDemand {
  readonly value: string
  readonly remove: () => Promise<void>
}

/** The data is thrown away after the run. Tests of crashes and failover start servers of their own. */
const UNSAFE_BUT_FAST = ["fsync", "synchronous_commit", "full_page_writes"].flatMap((name) => ["-c", `${name}=off`])

const openServer = async (): Promise<OnDemand> => {
  const { url, stop } = await startPostgres(UNSAFE_BUT_FAST)
  return { value: url, remove: stop }
}

const createFolder = async (): Promise<OnDemand> => {
  const parent = await mkdtemp(join(tmpdir(), "shopwright-template-"))
  const folder = join(parent, "shop")
  await migrate({ folder })
  return { value: folder, remove: () => rm(parent, { recursive: true, force: true }) }
}

/**
 * Creates a database when the first test asks for it, one for all test files of the run. Test files run in processes of
 * their own, so they ask over HTTP.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const creating = new Map<string, Promise<OnDemand>>()
  const endpoint = createServer(({ url = "" }, response) => {
    const created = creating.get(url) ?? (url === "/folder" ? createFolder() : openServer())
    creating.set(url, created)
    created.then(
      ({ value }) => response.end(value),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => endpoint.listen(0, "127.0.0.1", resolve))
  const { port } = endpoint.address() as AddressInfo
  project.provide("databasesOnDemand", `http://127.0.0.1:${port}`)
  return async () => {
    endpoint.closeAllConnections()
    endpoint.close()
    for (const created of creating.values()) await created.then(({ remove }) => remove()).catch(() => undefined)
  }
}

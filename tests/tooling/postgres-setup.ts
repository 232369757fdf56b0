import type { TestProject } from "vitest/node"
import { startPostgres } from "../support/postgres-server.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** A database on the test server whose user may create and drop others. */
    postgresUrl: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  project.provide("postgresUrl", server.url)
  return server.stop
}

import { execFile } from "node:child_process"
import { cpSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { beforeAll, expect, it, vi } from "vitest"
import { freshDatabase } from "../../support/postgres.ts"
import { createProject, projectFolder } from "./project.ts"

vi.setConfig({ testTimeout: 120_000, hookTimeout: 600_000 })

const root = fileURLToPath(new URL("../../../", import.meta.url))
const run = promisify(execFile)
const project = projectFolder("layers")

const packages = [
  ...["pg@8", "@types/pg@8", "@types/node@24", "typescript@5.9.3", "reflect-metadata@0.2.2"],
  ...["kysely@0.29.9", "drizzle-orm@0.45.4", "knex@3.3.0", "typeorm@1.1.1", "postgres@3.4.9"],
  ...["prisma@7.10.0", "@prisma/client@7.10.0", "@prisma/adapter-pg@7.10.0"],
]

beforeAll(async () => {
  // Prisma's installation script downloads a program for migrations, which is not needed here.
  await createProject(project, packages, { flags: ["--ignore-scripts"] })
  cpSync(join(root, "tests/examples/projects/layers"), project, { recursive: true })
  for (const file of ["main.ts", "rules.ts", "store.ts"])
    cpSync(join(root, "tests/examples/projects/complete", file), join(project, "complete", file))
  // Generating the client uses no program of Prisma's own. Without this variable, the command looks for one online.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath }
  await run(join(project, "node_modules/.bin/prisma"), ["generate", "--schema", "schema.prisma"], { cwd: project, env })
})

it("runs and compiles the complete example, with Drizzle", async () => {
  const database = await freshDatabase()
  try {
    const { stdout } = await run(process.execPath, ["complete/main.ts", database.url], { cwd: project })
    expect(stdout.trim()).toBe("ok")
    const options = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess"]
    const module = ["--module", "nodenext", "--target", "es2024", "--allowImportingTsExtensions", "--skipLibCheck"]
    const compiled = await run(join(project, "node_modules/.bin/tsc"), [...options, ...module, "complete/main.ts"], {
      cwd: project,
    })
    expect(compiled.stdout).toBe("")
  } finally {
    await database.drop()
  }
})

const layers = ["kysely", "drizzle", "knex", "typeorm", "postgres-js", "prisma"]

it.each(layers)("places an order in a transaction of %s", async (layer) => {
  const database = await freshDatabase()
  try {
    const { stdout } = await run(process.execPath, ["main.ts", layer, database.url], { cwd: project, timeout: 120_000 })
    expect(stdout.trim()).toBe("ok")
  } finally {
    await database.drop()
  }
})

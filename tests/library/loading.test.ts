import { spawn } from "node:child_process"
import { text } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"
import { migrate } from "../../composition/index.ts"
import { freshDatabase } from "../support/postgres.ts"

/** Returns what a new process loads when it imports an entry point. */
const load = async (...args: ReadonlyArray<string>) => {
  const script = fileURLToPath(new URL("loaded.ts", import.meta.url))
  const child = spawn(process.execPath, [script, ...args], { stdio: ["ignore", "pipe", "inherit"] })
  return (await text(child.stdout)).split("\n")
}

const http = /^(express|helmet|pino|node:https?2?|adapters\/http\/.*)$/
const orm = /^(@mikro-orm\/.*|kysely|knex|@electric-sql\/.*|adapters\/persistence\/mikro-orm\/.*)$/
const database = new RegExp(`${orm.source}|^(pg|pg-.*|adapters/persistence/postgres/.*)$`)

/** What only an open shop needs, and what only some shops need. */
const later = /^(inversify|@inversifyjs\/.*|reflect-metadata|libphonenumber-js|bcrypt|composition\/open-shop\.ts)$/
const onDemand = /^(jose|nodemailer)$/

it("loads neither HTTP nor a database driver for the library alone and for a shop in memory", async () => {
  for (const use of ["import", "open"]) {
    const loaded = await load("../../composition/index.ts", use)
    if (use === "import") expect(loaded.filter((name) => later.test(name))).toEqual([])
    else expect(loaded).toEqual(expect.arrayContaining(["effect", "inversify", "composition/open-shop.ts"]))
    expect(loaded.filter((name) => onDemand.test(name))).toEqual([])
    expect(loaded.filter((name) => http.test(name) || database.test(name) || name === "sharp")).toEqual([])
  }
})

it("loads no ORM for an order on a pool of the host", async () => {
  const server = await freshDatabase()
  try {
    await migrate({ url: server.url })
    const loaded = await load("../../composition/index.ts", "open", server.url)
    expect(loaded).toEqual(expect.arrayContaining(["pg", "adapters/persistence/postgres/place-orders.ts"]))
    expect(loaded.filter((name) => orm.test(name))).toEqual([])
  } finally {
    await server.drop()
  }
})

it.each(["../../composition/ports.ts", "../../adapters/testing/index.ts"])(
  "loads neither for %s",
  async (entryPoint) => {
    const loaded = await load(entryPoint, "import")
    expect(loaded).toContain("effect")
    expect(loaded.filter((name) => http.test(name) || database.test(name))).toEqual([])
  },
)

it("loads HTTP with its entry point, and no database driver, which proves that the list shows HTTP", async () => {
  const loaded = await load("../../composition/http.ts", "import")
  expect(loaded.filter((name) => http.test(name))).toEqual(expect.arrayContaining(["express", "helmet"]))
  expect(loaded.filter((name) => database.test(name))).toEqual([])
})

it("loads MikroORM with the entities, which proves that the list shows it", async () => {
  const loaded = await load("../../adapters/persistence/mikro-orm/shop-entities.ts", "import")
  expect(loaded.filter((name) => database.test(name))).toEqual(expect.arrayContaining(["@mikro-orm/core"]))
})

const telemetry = /^(effect\/observability|adapters\/telemetry\/.*)$/

it("loads nothing of telemetry for a served shop without it, and all of it with it", async () => {
  const off = await load("../../composition/index.ts", "serve")
  expect(off).toContain("adapters/http/server/app.ts")
  expect(off.filter((name) => telemetry.test(name))).toEqual([])
  const on = await load("../../composition/index.ts", "serve with telemetry")
  const added = on.filter((name) => !off.includes(name))
  expect(added).toEqual(expect.arrayContaining(["effect/observability", "adapters/telemetry/requests.ts"]))
  expect(added.filter((name) => !telemetry.test(name) && !name.startsWith("node:"))).toEqual([])
})

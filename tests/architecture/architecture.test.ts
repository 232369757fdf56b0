import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { filesOnDisk, importsOf, importsRead, type Reading, read, sourceFolders } from "./read.ts"
import { rules } from "./rules.ts"

// Two parsers read every file: seconds of pure computing, and more on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const projectRoot = fileURLToPath(new URL("../../", import.meta.url))

describe("the sources", () => {
  let reading: Reading
  beforeAll(async () => {
    reading = await read(projectRoot)
  })

  it("follow the import rules", () => {
    expect(reading.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([])
  })

  it("were all read", () => {
    const onDisk = filesOnDisk(projectRoot)
    for (const folder of sourceFolders) {
      expect(onDisk.filter((file) => file.startsWith(`${folder}/`)).length, folder).toBeGreaterThan(0)
    }
    expect(reading.modules.map(({ source }) => source).toSorted()).toEqual(onDisk)
  })

  // Every tenth file, and every file that imports on demand: a second parser for all takes half a minute.
  it("were read with all their imports", () => {
    const sample = reading.modules.filter(
      ({ dependencies }, i) => i % 10 === 0 || dependencies.some(({ dynamic }) => dynamic),
    )
    for (const module of sample) {
      expect(importsRead(module), module.source).toEqual(importsOf(projectRoot, module.source))
    }
    expect(reading.modules.flatMap(importsRead).length).toBeGreaterThan(0)
  })
})

// Proves that the rules can fail: one small project breaks each of them.
describe("the import check", () => {
  const effect = `import * as effect from "effect"\nexport const seen = effect\n`
  const using = (path: string) => `import { seen } from "${path}"\nexport const used = seen\n`
  const usingType = (path: string) => `import type { Seen } from "${path}"\nexport type Used = Seen\n`

  const libraries = [
    ...["effect", "inversify", "reflect-metadata", "express", "@mikro-orm/core", "pg", "kysely"],
    ...["jose", "bcrypt", "sharp", "pino"],
  ]

  const innocent: Readonly<Record<string, string>> = {
    "domain/shared.ts": effect,
    "domain/fine.ts": `${using("./shared.ts")}export * from "effect"\n`,
    "application/shared.ts": using("../domain/shared.ts"),
    "adapters/client/index.ts": "export const seen = 1\n",
    "adapters/http/shared.ts": using("express"),
    "adapters/http/drf/shared.ts": using("../shared.ts"),
    "adapters/http/dialects/a/shared.ts": using("../../shared.ts"),
    "adapters/http/dialects/b/shared.ts": using("../../../../application/shared.ts"),
    "adapters/persistence/shared.ts": effect,
    "adapters/persistence/in-memory/shared.ts": using("../shared.ts"),
    "adapters/persistence/postgres/shared.ts": using("../shared.ts"),
    "adapters/persistence/mikro-orm/shared.ts": `${using("../postgres/shared.ts")}import "@mikro-orm/core"\nimport "pg"\nimport "kysely"\n`,
    "adapters/tokens/shared.ts": using("jose"),
    "adapters/passwords/shared.ts": `${using("bcrypt")}import "node:crypto"\n`,
    "adapters/media/shared.ts": using("sharp"),
    "adapters/cli/shared.ts": using("../../composition/shared.ts"),
    "composition/shared.ts": `${using("inversify")}import "reflect-metadata"\nexport * from "../adapters/http/shared.ts"\n`,
    "tests/support.ts": effect,
    // A cycle is reported once, at its first file. These are its other files.
    "domain/cycle-b.ts": usingType("./cycle-a.ts"),
  }

  const mayImport = (layer: string) => `what ${layer} may import`

  // [the file that breaks a rule, its text, the rule]
  const violations: readonly (readonly [file: string, text: string, rule: string])[] = [
    ["domain/uses-node.ts", `import "node:crypto"\n`, mayImport("domain")],
    ["domain/uses-library.ts", using("kysely"), mayImport("domain")],
    ["domain/uses-types-of-library.ts", usingType("express"), mayImport("domain")],
    ["domain/uses-library-later.ts", `export const late = () => import("jose")\n`, mayImport("domain")],
    ["domain/passes-library-on.ts", `export { seen } from "pino"\n`, mayImport("domain")],
    ["domain/uses-application.ts", usingType("../application/shared.ts"), mayImport("domain")],
    ["application/uses-node.ts", `import "node:fs"\n`, mayImport("application")],
    ["application/uses-library.ts", using("express"), mayImport("application")],
    ["application/uses-adapter.ts", using("../adapters/tokens/shared.ts"), mayImport("application")],
    ["adapters/http/uses-jose.ts", using("jose"), mayImport("adapters/http")],
    ["adapters/http/uses-inversify.ts", using("inversify"), mayImport("adapters/http")],
    ["adapters/http/dialects/a/uses-kysely.ts", usingType("kysely"), mayImport("adapters/http")],
    [
      "adapters/back-office/page/uses-client.ts",
      using("../../client/index.ts"),
      mayImport("adapters/back-office/page"),
    ],
    ["adapters/back-office/server/uses-express.ts", using("express"), mayImport("adapters/back-office/server")],
    ["adapters/client/uses-node.ts", `import "node:crypto"\n`, mayImport("adapters/client")],
    ["adapters/tokens/uses-bcrypt.ts", using("bcrypt"), mayImport("adapters/tokens")],
    ["adapters/phones/uses-jose.ts", using("jose"), mayImport("adapters/phones")],
    ["adapters/testing/uses-pino.ts", using("pino"), mayImport("adapters/testing")],
    ["adapters/passwords/uses-sharp.ts", using("sharp"), mayImport("adapters/passwords")],
    ["adapters/media/uses-express.ts", using("express"), mayImport("adapters/media")],
    ["adapters/formats/uses-express.ts", using("express"), mayImport("adapters/formats")],
    ["adapters/mail/uses-express.ts", using("express"), mayImport("adapters/mail")],
    ["adapters/webhooks/uses-express.ts", using("express"), mayImport("adapters/webhooks")],
    ["adapters/telemetry/uses-express.ts", using("express"), mayImport("adapters/telemetry")],
    ["adapters/cli/uses-express.ts", using("express"), mayImport("adapters/cli")],
    ["adapters/persistence/uses-pg.ts", using("pg"), mayImport("adapters/persistence")],
    [
      "adapters/persistence/in-memory/uses-mikro-orm.ts",
      using("@mikro-orm/core"),
      mayImport("adapters/persistence/in-memory"),
    ],
    [
      "adapters/persistence/mikro-orm/uses-reflect-metadata.ts",
      using("reflect-metadata"),
      mayImport("adapters/persistence/mikro-orm"),
    ],
    ["composition/uses-express.ts", using("express"), mayImport("composition")],
    ["adapters/unheard-of/file.ts", effect, "every file belongs to a layer"],
    ["adapters/http/uses-sibling.ts", usingType("../tokens/shared.ts"), "no adapter imports a sibling"],
    ["adapters/cli/uses-sibling.ts", using("../http/shared.ts"), "no adapter imports a sibling"],
    [
      "adapters/persistence/postgres/uses-sibling.ts",
      using("../mikro-orm/shared.ts"),
      "no kind of persistence imports another",
    ],
    [
      "adapters/persistence/postgres/uses-mikro-orm.ts",
      usingType("@mikro-orm/core"),
      mayImport("adapters/persistence/postgres"),
    ],
    ["adapters/persistence/postgres/uses-pg.ts", usingType("pg"), mayImport("adapters/persistence/postgres")],
    [
      "adapters/persistence/mikro-orm/uses-sibling.ts",
      using("../in-memory/shared.ts"),
      "MikroORM imports no other kind of persistence than PostgreSQL",
    ],
    [
      "adapters/persistence/uses-kind.ts",
      using("./in-memory/shared.ts"),
      "what persistence shares imports no kind of it",
    ],
    ["adapters/http/dialects/a/uses-sibling.ts", using("../b/shared.ts"), "no dialect imports a sibling"],
    ...["server", "dialect", "bodies", "browser"].map(
      (core) =>
        [
          `adapters/http/${core}/uses-drf.ts`,
          usingType("../drf/shared.ts"),
          "the HTTP core imports no DRF conventions",
        ] as const,
    ),
    [
      "adapters/http/dialects/shopwright/uses-drf.ts",
      usingType("../../drf/shared.ts"),
      "shopwright imports no DRF conventions",
    ],
    [
      "adapters/http/uses-composition.ts",
      using("../../composition/shared.ts"),
      "only the command line imports composition",
    ],
    ["composition/uses-test.ts", using("../tests/support.ts"), "no source imports a test"],
    ["domain/cycle-a.ts", usingType("./cycle-b.ts"), "no import cycles"],
    ["application/goes-nowhere.ts", using("./nowhere.ts"), "every import resolves"],
  ]

  const root = mkdtempSync(join(tmpdir(), "shopwright-architecture-"))
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  let reading: Reading
  beforeAll(async () => {
    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(root, file)), { recursive: true })
      writeFileSync(join(root, file), text)
    }
    for (const name of libraries) {
      write(`node_modules/${name}/package.json`, JSON.stringify({ name, exports: "./index.js" }))
      write(`node_modules/${name}/index.js`, "export const seen = 1\n")
    }
    for (const [file, text] of Object.entries(innocent)) write(file, text)
    for (const [file, text] of violations) write(file, text)
    reading = await read(root)
  })

  it.each(violations)("catches %s", (file, _text, rule) => {
    const caught = reading.violations.filter(({ from }) => from === file).map((violation) => violation.rule.name)
    expect(caught).toContain(rule)
  })

  it("reports nothing else", () => {
    const suspects = new Set(reading.violations.map(({ from }) => from))
    expect([...suspects].toSorted()).toEqual(violations.map(([file]) => file).toSorted())
  })

  it("was tried with every rule", () => {
    expect(new Set(violations.map(([, , rule]) => rule))).toEqual(new Set(rules.map(({ name }) => name)))
  })

  it("finds the imports of the syntax tree", () => {
    for (const module of reading.modules) {
      expect(importsRead(module), module.source).toEqual(importsOf(root, module.source))
    }
  })
})

import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, it } from "vitest"
import { runCommand } from "../../adapters/cli/commands.ts"
import { UsageError } from "../../adapters/cli/failure.ts"
import { correctShops, mappingOf, usual } from "../laws/shops/conventions.ts"
import type { Flaw } from "../laws/shops/flaws.ts"
import { httpShop } from "../laws/shops/http-shop.ts"
import { serveHandler } from "../laws/shops/serve-handler.ts"
import { shopwright, temporaryFolder } from "./shopwright.ts"

const closing: Array<() => Promise<void>> = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const serve = async (flaw: Flaw | null = null, conventions = usual): Promise<string> => {
  const served = await serveHandler(httpShop(flaw, conventions).fetch)
  closing.push(served.close)
  return `${served.url}/api`
}

const ADMIN = ["--admin", "admin:admin12345"]
const FAST = ["--runs", "15", "--seed", "11"]
const OVERSELLING = "export const laws = [{ name: 'no overselling', search() {}, appliesTo: () => true }]"
const PATIENCE = 120_000

describe("shopwright laws", { timeout: PATIENCE }, () => {
  it("exits with 0 when every law holds, notes what the shop lacks, and lists what it created", async () => {
    const cwd = temporaryFolder()
    const { code, stdout } = await shopwright(["laws", await serve(), ...ADMIN, ...FAST, "--report", "laws.json"], {
      cwd,
    })
    expect(stdout).toMatch(/^held {7}no overselling \(15 examples, /m)
    expect(stdout).toMatch(/\d+ held, 0 broken, 0 undecided, \d+ not applicable \(seed 11\)/)
    expect(stdout).toContain("The laws created, and the API cannot remove:")
    expect(code).toBe(0)
    expect(JSON.parse(readFileSync(join(cwd, "laws.json"), "utf8"))).toMatchObject({ seed: 11, problem: null })
  })

  it("exits with 1 and reports the shortest scenario when a law is broken", async () => {
    const cwd = temporaryFolder()
    const url = await serve("does not release stock")
    const { code, stdout } = await shopwright(["laws", url, ...ADMIN, ...FAST, "--report", "laws.html"], { cwd })
    expect(code).toBe(1)
    expect(stdout).toContain("broken     Law broken: cancel undoes place")
    const html = readFileSync(join(cwd, "laws.html"), "utf8")
    expect(html).toContain("<li>The order is cancelled.</li>")
    expect(html).toContain(`shopwright laws ${url} --admin admin:PASSWORD --seed 11 --runs 15`)
    expect(html).not.toContain("admin12345")
  })

  it("exits with 3 when the server cannot be reached or refuses the admin", async () => {
    const gone = await serveHandler(httpShop().fetch)
    await gone.close()
    const unreachable = await shopwright(["laws", gone.url, ...ADMIN], { cwd: temporaryFolder() })
    expect(unreachable.code).toBe(3)
    expect(unreachable.stdout).toMatch(/^undecided: the shop does not respond to POST users\/login\/: .*ECONNREFUSED/)
    const wrong = await shopwright(["laws", await serve(), "--admin", "admin:wrong"], { cwd: temporaryFolder() })
    expect(wrong.code).toBe(3)
    expect(wrong.stdout).toMatch(/^undecided: the shop refused what the laws need: POST users\/login\/: 400/)
  })

  it("drives another API through a mapping file, and writes JUnit XML", async () => {
    const cwd = temporaryFolder()
    const { "own names": conventions = usual } = correctShops
    const { authorization, statuses, fields } = mappingOf(conventions)
    writeFileSync(join(cwd, "map.json"), JSON.stringify({ authorization, statuses, fields: { total: fields.total } }))
    const args = ["laws", await serve(null, conventions), ...ADMIN, ...FAST, "--mapping", "map.json"]
    const { code } = await shopwright([...args, "--report", "laws.xml"], { cwd })
    expect(code).toBe(0)
    expect(readFileSync(join(cwd, "laws.xml"), "utf8")).toMatch(
      /<testsuite name="[^"]+" tests="\d+" failures="0" errors="0"/,
    )
  })

  it("checks a shop with a rule of its own against a model file", async () => {
    const cwd = temporaryFolder()
    const url = await serve(null, { ...usual, accepts: ({ pieces }) => pieces <= 5 })
    writeFileSync(
      join(cwd, "model.mjs"),
      `import fc from ${JSON.stringify(import.meta.resolve("fast-check"))}
      import * as kit from ${JSON.stringify(new URL("../../adapters/testing/index.ts", import.meta.url).href)}
      export const model = { rules: [({ lines }) => lines.reduce((sum, { quantity }) => sum + quantity, 0) <= 5] }
      export const commands = (shop) => [kit.itemCommand({
        name: "order five",
        input: fc.constant(5),
        describe: () => "Five pieces are ordered by phone.",
        send: ({ buyer, item }, quantity) => shop.place({ buyer, lines: [{ item, quantity }] }),
        apply: (state, { buyer, item }, quantity, own) => kit.placeInModel(own, state, { buyer, lines: [{ item, quantity }] }),
      })]
      export const laws = [kit.makeLaw({
        name: "six are too many",
        statement: "An order of six pieces is refused.",
        examples: () => fc.constant(null),
        describe: () => ["A buyer orders six pieces."],
        holds: async (shop) => {
          const item = await shop.createItem({ kind: shop.sells[0], stock: 9, price: 100 })
          kit.demand(!(await shop.place({ buyer: 0, lines: [{ item, quantity: 6 }] })).accepted, () => "it was accepted.")
          return true
        },
      })]`,
    )
    const model = ["--model", "model.mjs", "--report", "laws.json"]
    const { code, stdout } = await shopwright(["laws", url, ...ADMIN, ...FAST, ...model], { cwd })
    expect(stdout).toMatch(/^held {7}plain counting .* order five \d+/m)
    expect(stdout).toMatch(/^held {7}six are too many/m)
    expect(code).toBe(0)
    expect(readFileSync(join(cwd, "laws.json"), "utf8")).toContain("--model model.mjs --seed 11")
    const plain = await shopwright(["laws", url, ...ADMIN, ...FAST, "--yes"], { cwd })
    expect(plain.stdout).toContain("Law broken: plain counting")
  })

  it.each([
    ["a module", "model.json", "{}", "--model must end with .js, .mjs or .ts, not"],
    ["JavaScript", "model.mjs", "export const model = ", "model.mjs: cannot be loaded: "],
    ["a known export", "model.mjs", "export const rules = []", "must export model, commands, laws or several of them"],
    ["a known part", "model.mjs", "export const model = { rule: [] }", "model.rule is unknown; known are rules, next"],
    ["functions", "model.mjs", "export const model = { rules: [3] }", "model.rules must be a list of functions"],
    ["a number", "model.mjs", "export const model = { backorders: -1 }", "model.backorders must be a whole number"],
    ["laws", "model.mjs", "export const laws = [{ name: 'x' }]", "laws must be a list of laws created by makeLaw"],
    ["an object", "model.mjs", "export const model = 3", "model must be an object"],
    ["a name", "model.mjs", OVERSELLING, 'the law "no overselling" has the name of a law of the kit'],
    ["commands", "model.mjs", "export const commands = [3]", "commands must be a list of commands"],
  ])("rejects a model file without %s", async (_, name, text, message) => {
    const file = join(temporaryFolder(), name)
    writeFileSync(file, text)
    const args = ["laws", await serve(), ...ADMIN, "--runs", "1", "--model", file]
    const failure = await runCommand(args).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(UsageError)
    expect(String(failure)).toContain(message)
  })

  it("asks before it touches a shop with orders", async () => {
    const url = await serve()
    const first = await shopwright(["laws", url, ...ADMIN, "--runs", "1"], { cwd: temporaryFolder() })
    expect(first.stdout).toContain("examples")
    const again = await shopwright(["laws", url, ...ADMIN, "--runs", "1"], { cwd: temporaryFolder() })
    expect(again.code).toBe(2)
    expect(again.stderr).toContain("has orders. The laws create products, buyers and orders there. Use --yes to agree")
    const agreed = await shopwright(["laws", url, ...ADMIN, "--runs", "1", "--yes"], { cwd: temporaryFolder() })
    expect(agreed.stdout).toContain("examples")
  })

  it.each([
    ["no URL", [], "The URL of the shop's API is missing"],
    ["no admin", ["http://x/"], "--admin USER:PASSWORD is missing"],
    ["another dialect", ["http://x/", ...ADMIN, "--dialect", "webstor"], "--dialect must be ecommerce-backend"],
    ["a report of another kind", ["http://x/", ...ADMIN, "--report", "a.pdf"], "--report must end with .html, .xml or"],
    ["no number", ["http://x/", ...ADMIN, "--runs", "0"], "--runs must be a whole number from 1, not '0'"],
  ])("rejects %s", async (_, args, message) => {
    const failure = await runCommand(["laws", ...args]).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(UsageError)
    expect(String(failure)).toContain(message)
  })
})

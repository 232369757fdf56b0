import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, inject, it } from "vitest"
import { compile, compileProject } from "./compile.ts"

const { bare, full } = inject("projects")

it("the storefront compiles with its own settings", async () => {
  expect(await compileProject(join(full, "storefront"))).toBe("")
})

describe.each(["nodenext", "bundler"] as const)("with moduleResolution %s", (moduleResolution) => {
  it("every example compiles in a strict project", async () => {
    expect(
      await compile(full, { moduleResolution, files: ["*.ts", "dialect", "sqlite", "rules", "complete/rules*.ts"] }),
    ).toBe("")
  })

  it("the declarations of every entry point and its dependencies have no error", async () => {
    const entryPoints = ["", "/dialect", "/http", "/ports", "/testing", "/testing/suites"]
    const all = entryPoints
      .map((entryPoint, i) => `export * as entryPoint${i} from "shopwright${entryPoint}"\n`)
      .join("")
    writeFileSync(join(full, "entryPoints.ts"), all)
    expect(await compile(full, { moduleResolution, declarations: true, files: ["entryPoints.ts"] })).toBe("")
  })

  it("the entities compile; MikroORM's own declarations have errors in a strict project", async () => {
    writeFileSync(join(full, "entities.ts"), `export * from "shopwright/mikro-orm"\n`)
    expect(await compile(full, { moduleResolution, files: ["entities.ts"] })).toBe("")
  })

  it("the library's declarations have no error when nothing else is installed", async () => {
    const files = ["first-order.ts", "own-adapter.ts"]
    expect(await compile(bare, { moduleResolution, declarations: true, files })).toBe("")
  })

  it("a host's types of metadata are the types of the records, of requests and of schemas", async () => {
    expect(await compile(full, { moduleResolution, files: ["metadata"] })).toBe("")
    const wrong = `import { openShop, type MetadataSchema, type Order, type OrderPlaced } from "shopwright"
import "../metadata/types.ts"
declare const shop: Awaited<ReturnType<typeof openShop>>
declare const order: Order
declare const event: OrderPlaced
declare const product: MetadataSchema<{ readonly weight: number }>
export const read: number | undefined = order.metadata?.channel
export const placed: number | undefined = event.order.metadata?.channel
await shop.placeOrder({ externalId: "user_1" }, { lines: [], metadata: { channel: "phone" } })
await openShop({ database: "memory", metadata: { product } })
`
    mkdirSync(join(full, "wrong-metadata"), { recursive: true })
    writeFileSync(join(full, "wrong-metadata/wrong.ts"), wrong)
    const said = await compile(full, { moduleResolution, files: ["wrong-metadata"] })
    expect([...said.matchAll(/wrong\.ts\((\d+),/g)].map(([, line]) => line)).toEqual(["7", "8", "9", "10"])
  })

  it("the compiler knows the types and does not fall back to any", async () => {
    const wrong = `import { openShop } from "shopwright"\nexport const wrong = openShop({ database: "nowhere" })\n`
    mkdirSync(join(full, "wrong"), { recursive: true })
    writeFileSync(join(full, "wrong/wrong.ts"), wrong)
    expect(await compile(full, { moduleResolution, files: ["wrong"] })).toContain("nowhere")
  })
})

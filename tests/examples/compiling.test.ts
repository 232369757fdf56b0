import { execFile } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { describe, expect, inject, it } from "vitest"

const { bare, full } = inject("projects")

interface Wish {
  readonly moduleResolution: "nodenext" | "bundler"
  /** Whether the declarations of all packages are checked too, those of ours among them. */
  readonly declarations?: boolean
  readonly files: ReadonlyArray<string>
}

/** What the compiler says of files of a project; nothing where it is content. */
const compile = async (project: string, { moduleResolution, declarations = false, files }: Wish): Promise<string> => {
  const compilerOptions = {
    module: moduleResolution === "nodenext" ? "nodenext" : "esnext",
    moduleResolution,
    target: "es2024",
    // The declarations of effect, which ours name, speak of types that browsers have.
    lib: ["es2024", "esnext.disposable", ...(declarations ? ["dom"] : [])],
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    allowImportingTsExtensions: true,
    skipLibCheck: !declarations,
    noEmit: true,
  }
  const config = join(project, `tsconfig.${moduleResolution}-${declarations}-${files.length}.json`)
  writeFileSync(config, JSON.stringify({ compilerOptions, include: files }))
  return promisify(execFile)("tsc", ["--project", config], { shell: process.platform === "win32" }).then(
    () => "",
    (error: { stdout: string }) => error.stdout,
  )
}

describe.each(["nodenext", "bundler"] as const)("with moduleResolution %s", (moduleResolution) => {
  it("every example compiles in a strict project", async () => {
    expect(await compile(full, { moduleResolution, files: ["*.ts", "sqlite", "rules"] })).toBe("")
  })

  it("the declarations of every door have no fault, nor those of what it needs", async () => {
    const doors = ["", "/http", "/ports", "/testing", "/testing/suites"]
    const all = doors.map((door, i) => `export * as door${i} from "shopwright${door}"\n`).join("")
    writeFileSync(join(full, "doors.ts"), all)
    expect(await compile(full, { moduleResolution, declarations: true, files: ["doors.ts"] })).toBe("")
  })

  it("the library alone has no fault in its declarations where nothing else is installed", async () => {
    const files = ["first-order.ts", "own-adapter.ts"]
    expect(await compile(bare, { moduleResolution, declarations: true, files })).toBe("")
  })

  it("the compiler sees the types, and not just that something is there", async () => {
    const wrong = `import { openShop } from "shopwright"\nexport const wrong = openShop({ database: "nowhere" })\n`
    mkdirSync(join(full, "wrong"), { recursive: true })
    writeFileSync(join(full, "wrong/wrong.ts"), wrong)
    expect(await compile(full, { moduleResolution, files: ["wrong"] })).toContain("nowhere")
  })
})

// Measures what the packed library costs a host, compared with better-auth and, with `--against COMMIT`, with an earlier
// version: CPU time of the import and of the first call, size of the installation and of a bundle, and the time of the
// compiler. The programs take turns, so that all of them have the same machine. Prints a table in Markdown.
import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { bundleKilobytes, writeTyped } from "./program-costs.ts"

const root = fileURLToPath(new URL("../../", import.meta.url))

interface Program {
  readonly name: string
  readonly folder: string
  readonly imports: string
  /** Opens what was imported. Its CPU time includes that of the import. */
  readonly firstCall: string
}

const shop = {
  imports: `const { openShop } = await import("shopwright")`,
  firstCall: `const shop = await openShop({ database: "memory" }); await shop.listProducts(); await shop.close()`,
}
const auth = {
  imports: `const { betterAuth } = await import("better-auth")`,
  firstCall: `const auth = betterAuth({ secret: "a secret that is long enough for a benchmark", baseURL: "http://localhost" })
await auth.handler(new Request("http://localhost/api/auth/ok"))`,
}

const run = (command: string, args: ReadonlyArray<string>, cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 2 ** 26 })

/** Measures the import of the packed library. `against` is a commit of this repository. */
export const measureImports = async (against: string | undefined, rounds: number): Promise<void> => {
  const scratch = mkdtempSync(join(tmpdir(), "shopwright-imports-"))
  const install = (name: string, ...packages: ReadonlyArray<string>): string => {
    const folder = join(scratch, name)
    mkdirSync(folder)
    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }))
    run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...packages], folder)
    return folder
  }
  const pack = (source: string, name: string): string => {
    const to = join(scratch, `packed-${name}`)
    mkdirSync(to)
    run("npm", ["pack", "--pack-destination", to], source)
    return join(to, readdirSync(to)[0] ?? "nothing was packed")
  }
  try {
    const programs: Array<Program> = [
      { name: "shopwright", folder: install("shopwright", pack(root, "own")), ...shop },
      { name: "better-auth", folder: install("better-auth", "better-auth@1.7.25"), ...auth },
    ]
    if (against !== undefined) {
      const source = join(scratch, "source")
      run("git", ["worktree", "add", "--detach", source, against], root)
      // An earlier version is built with its own dependencies.
      run("npm", ["ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"], source)
      programs.push({ name: `shopwright ${against}`, folder: install("earlier", pack(source, "earlier")), ...shop })
      run("git", ["worktree", "remove", "--force", source], root)
    }
    const [imports, calls, checks] = [
      medians(
        programs,
        rounds,
        cpuTime(({ imports }) => imports),
      ),
      medians(
        programs,
        rounds,
        cpuTime(({ imports, firstCall }) => `${imports}\n${firstCall}`),
      ),
      medians(programs, CHECKS, compileTime),
    ]
    const bundles = await Promise.all(
      programs.map(({ folder, imports, firstCall }) => bundleKilobytes({ folder, source: `${imports}\n${firstCall}` })),
    )
    const rows: ReadonlyArray<readonly [string, (i: number) => string]> = [
      ["CPU time of the import", (i) => `${imports[i]} ms`],
      ["CPU time of the import and the first call", (i) => `${calls[i]} ms`],
      ["type-checking a program of two lines", (i) => `${checks[i]} ms`],
      ["minified bundle", (i) => (bundles[i] === null ? "cannot be bundled" : `${bundles[i]} kB`)],
      ["installation", (i) => `${sizeOf(programs[i]?.folder ?? "")} MB`],
    ]
    console.log(`| | ${programs.map(({ name }) => name).join(" | ")} |\n|---|${programs.map(() => "---|").join("")}`)
    for (const [name, cell] of rows) console.log(`| ${name} | ${programs.map((_, i) => cell(i)).join(" | ")} |`)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** How often each program is type-checked. */
const CHECKS = 5

/** Returns the median of what `measure` returns for each program, rounded. */
const medians = (
  programs: ReadonlyArray<Program>,
  rounds: number,
  measure: (program: Program) => number,
): ReadonlyArray<number> => {
  const taken: ReadonlyArray<Array<number>> = programs.map(() => [])
  for (let round = 0; round < rounds; round++)
    for (const [i, program] of programs.entries()) taken[i]?.push(measure(program))
  return taken.map((times) => Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0))
}

/** Returns a measurement of the CPU time, in milliseconds, that a new process needs for the code. */
const cpuTime = (codeOf: (program: Program) => string) => (program: Program) => {
  const code = `const before = process.cpuUsage()
${codeOf(program)}
const { user, system } = process.cpuUsage(before)
console.log((user + system) / 1000)
process.exit(0)`
  return Number(run(process.execPath, ["--input-type=module", "-e", code], program.folder))
}

/** Returns the elapsed time, in milliseconds, in which the compiler checks a program. */
const compileTime = ({ folder, imports, firstCall }: Program) => {
  const args = writeTyped({ folder, source: `${imports}\n${firstCall}\nexport {}\n` })
  const since = performance.now()
  run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), ...args], folder)
  return performance.now() - since
}

const sizeOf = (folder: string): number => {
  const files = readdirSync(join(folder, "node_modules"), { recursive: true, encoding: "utf8" })
  const bytes = files.reduce((sum, file) => {
    const stat = statSync(join(folder, "node_modules", file), { throwIfNoEntry: false })
    return sum + (stat?.isFile() ? stat.size : 0)
  }, 0)
  return Math.round(bytes / 1_000_000)
}

// Measures what importing the packed library costs, beside better-auth and, with `--against COMMIT`, beside an earlier
// version: CPU time of the import, of the first call, and the size of the installation. The programs take turns, so that
// all of them have the same machine.
import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

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
export const measureImports = (against: string | undefined, rounds: number): void => {
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
      symlinkSync(join(root, "node_modules"), join(source, "node_modules"))
      programs.push({ name: `shopwright ${against}`, folder: install("earlier", pack(source, "earlier")), ...shop })
      run("git", ["worktree", "remove", "--force", source], root)
    }
    const [imports, calls] = [
      medians(programs, rounds, ({ imports }) => imports),
      medians(programs, rounds, ({ imports, firstCall }) => `${imports}\n${firstCall}`),
    ]
    for (const [i, { name, folder }] of programs.entries())
      console.log(
        `${name.padEnd(22)} import ${imports[i]} ms CPU, import and first call ${calls[i]} ms CPU, installed ${sizeOf(folder)} MB`,
      )
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** Returns the median of the CPU time of each program in milliseconds. */
const medians = (
  programs: ReadonlyArray<Program>,
  rounds: number,
  codeOf: (program: Program) => string,
): ReadonlyArray<number> => {
  const taken: ReadonlyArray<Array<number>> = programs.map(() => [])
  for (let round = 0; round < rounds; round++)
    for (const [i, program] of programs.entries()) {
      const code = `const before = process.cpuUsage()
${codeOf(program)}
const { user, system } = process.cpuUsage(before)
console.log((user + system) / 1000)
process.exit(0)`
      taken[i]?.push(Number(run(process.execPath, ["--input-type=module", "-e", code], program.folder)))
    }
  return taken.map((times) => Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0))
}

const sizeOf = (folder: string): number => {
  const files = readdirSync(join(folder, "node_modules"), { recursive: true, encoding: "utf8" })
  const bytes = files.reduce((sum, file) => {
    const stat = statSync(join(folder, "node_modules", file), { throwIfNoEntry: false })
    return sum + (stat?.isFile() ? stat.size : 0)
  }, 0)
  return Math.round(bytes / 1_000_000)
}

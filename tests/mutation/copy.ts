import { execFile } from "node:child_process"
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { Mutant } from "./mutant.ts"

export const root = fileURLToPath(new URL("../../", import.meta.url))
const PATIENCE = 120_000

/** The result of a mutant: the laws that killed it, and whether a unit test did. */
export interface Outcome {
  readonly laws: ReadonlyArray<string>
  readonly tests: boolean
}

/** A copy of the project in which one mutant after the other is applied. */
export interface Copy {
  /** Applies a mutant, or none, and runs the tests. `laws` adds the laws to the unit tests. */
  readonly try: (mutant: Mutant | null, laws: boolean) => Promise<Outcome>
  readonly remove: () => void
}

export const makeCopy = (): Copy => {
  const folder = mkdtempSync(join(tmpdir(), "shopwright-mutants-"))
  for (const part of ["domain", "application", "adapters", "composition", "tests", "package.json", "tsconfig.json"])
    cpSync(join(root, part), join(folder, part), { recursive: true })
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"))

  /** Runs a Node script. Returns its output, or `null` if it failed. An endless loop is a failure too. */
  const node = (...args: ReadonlyArray<string>): Promise<string | null> =>
    new Promise((resolve) => {
      execFile(process.execPath, [...args], { cwd: folder, timeout: PATIENCE }, (error, stdout) =>
        resolve(error === null ? stdout : null),
      )
    })

  const run = async (withLaws: boolean): Promise<Outcome> => {
    const tests = await node("node_modules/vitest/vitest.mjs", "run", "--config", "tests/mutation/vitest.config.ts")
    if (!withLaws) return { laws: [], tests: tests === null }
    const laws = await node("tests/mutation/laws.ts")
    if (laws === null) return { laws: ["(the laws could not be run)"], tests: tests === null }
    return { laws: JSON.parse(laws.trim().split("\n").at(-1) ?? "[]"), tests: tests === null }
  }

  return {
    try: async (mutant, laws) => {
      if (mutant === null) return run(laws)
      const file = join(folder, mutant.file)
      const text = readFileSync(file, "utf8")
      writeFileSync(
        file,
        text.replace(mutant.find, () => mutant.replace),
      )
      try {
        return await run(laws)
      } finally {
        writeFileSync(file, text)
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

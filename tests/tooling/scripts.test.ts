import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"

const root = fileURLToPath(new URL("../../", import.meta.url))

type Manifest = { readonly scripts: Readonly<Record<string, string>> }
const { scripts }: Manifest = JSON.parse(readFileSync(`${root}package.json`, "utf8"))

/** `exec` is a built-in command of a POSIX shell. `exec.cmd` stands for it on Windows. */
const runsOnWindows = (program: string): boolean =>
  ["node", "npm"].includes(program) ||
  existsSync(`${root}node_modules/.bin/${program}`) ||
  existsSync(`${root}${program}.cmd`)

it.each(Object.entries(scripts))("`npm run %s` uses no syntax that Windows' cmd lacks", (_name, script) => {
  // Single quotes, $VARIABLE, `;`, backticks, redirections and NAME=value in front of a command belong to POSIX shells.
  expect(script).not.toMatch(/['$;`<>\\]|(^|&& )\w+=/)
  for (const command of script.split(" && ")) expect(runsOnWindows(command.split(" ")[0] ?? "")).toBe(true)
})

it("has the scripts that the README names", () => {
  const names = ["start", "check", "fix", "test", "test:nightly", "mutate", "bench", "build"]
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(names))
  const readme = readFileSync(`${root}README.md`, "utf8")
  for (const name of names) expect(readme).toContain(name.match(/^(start|test)$/) ? `npm ${name}` : `npm run ${name}`)
})

it("keeps the configuration of the linter and of the test runner where editors find it", () => {
  expect(["biome.json", "vitest.config.ts"].filter((file) => !existsSync(`${root}${file}`))).toEqual([])
})

it("pins every GitHub action by digest and names its version", () => {
  const workflow = readFileSync(`${root}.github/workflows/ci.yml`, "utf8")
  const actions = workflow.split("\n").filter((line) => line.includes("uses:"))
  expect(actions.length).toBeGreaterThan(0)
  for (const action of actions) expect(action).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
})

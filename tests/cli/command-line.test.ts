import { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it, onTestFinished } from "vitest"
import { plural } from "../../application/plural.ts"
import { suggest } from "../../application/suggest.ts"
import { entry, shopwright, temporaryFolder } from "./shopwright.ts"

const run = (...args: ReadonlyArray<string>) => shopwright(args, { cwd: temporaryFolder() })

it("prints the version of the package", async () => {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"))
  expect(await run("--version")).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" })
})

it.each([
  ["prot", "port"],
  ["databse", "database"],
  ["SHOPWRIGHT_LOGS", "SHOPWRIGHT_LOG"],
  ["Serve", "serve"],
  ["x", undefined],
  ["completely different", undefined],
])("suggests for %s: %s", (typed, expected) => {
  expect(suggest(typed, ["port", "host", "database", "serve", "SHOPWRIGHT_LOG", "SHOPWRIGHT_KEYS"])).toBe(expected)
})

it("uses the singular for one", () => {
  expect([0, 1, 2].map((n) => plural(n, "category", "categories"))).toEqual([
    "0 categories",
    "1 category",
    "2 categories",
  ])
})

/** Asks bash to complete the last word of a command line. */
const completed = (script: string, ...words: ReadonlyArray<string>): ReadonlyArray<string> => {
  const program = `${script}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _shopwright; printf '%s\\n' "\${COMPREPLY[@]}"`
  const output = execFileSync("bash", ["-c", program, "bash", "shopwright", ...words], { encoding: "utf8" })
  return output.split("\n").filter((line) => line !== "")
}

it("completes commands, options and words in bash", async () => {
  const { code, stdout: script } = await run("completion", "bash")
  expect(code).toBe(0)
  expect(completed(script, "s")).toEqual(["serve", "set-password", "stock"])
  expect(completed(script, "orders", "s")).toEqual(["show", "status"])
  expect(completed(script, "stock", "restock", "--k")).toEqual(["--key"])
  expect(completed(script, "serve", "--po")).toEqual(["--port"])
  expect(completed(script, "doctor", "--r")).toEqual(["--repair"])
  expect(completed(script, "import", "de")).toEqual(["demo"])
  expect(completed(script, "completion", "")).toEqual(["bash", "zsh", "fish", "--help"])
  // A value of an option: bash then completes file names.
  expect(completed(script, "serve", "--database", "d")).toEqual([])
})

it.each(["zsh", "fish"])("prints a script for %s with every command and option", async (shell) => {
  const { stdout } = await run("completion", shell)
  for (const word of ["serve", "create-admin", "port", "repair", "username", "completion"])
    expect(stdout).toContain(word)
})

/** Runs a program of another shell with the completion script in a file. */
const inShell = async (shell: string, file: string, program: string): Promise<ReadonlyArray<string>> => {
  const { stdout: script } = await run("completion", shell)
  const cwd = temporaryFolder()
  writeFileSync(join(cwd, file), script)
  return execFileSync(`/usr/bin/${shell}`, ["-c", program], { cwd, encoding: "utf8" }).trim().split("\n")
}

it.runIf(existsSync("/usr/bin/zsh"))("completes in zsh at the first key press after the file was found", async () => {
  const program = `fpath=($PWD $fpath); autoload -Uz _shopwright; compdef() { print registered }
_describe() { print -l -- $commands }; _arguments() { print -l -- "$@" }
words=(shopwright s); CURRENT=2; _shopwright; words=(shopwright import ''); CURRENT=3; _shopwright`
  const lines = await inShell("zsh", "_shopwright", program)
  expect(lines[0]).toBe("serve:serve the shop over HTTP")
  expect(lines).toContain("*:argument:{ compadd demo; _files }")
  expect(lines).not.toContain("registered")
  const sourced = "compdef() { print registered $* }; source ./script"
  expect(await inShell("zsh", "script", sourced)).toEqual(["registered _shopwright shopwright"])
})

it.runIf(existsSync("/usr/bin/fish"))("completes commands, options and words in fish", async () => {
  const complete = (line: string) => inShell("fish", "script", `source script; complete -C "shopwright ${line}"`)
  expect(await complete("ser")).toEqual(["serve\tserve the shop over HTTP"])
  expect(await complete("orders s")).toEqual(expect.arrayContaining([expect.stringMatching(/^show\b/)]))
  expect(await complete("serve --po")).toEqual([expect.stringMatching(/^--port\t/)])
})

/** Runs a command at a pseudo-terminal that util-linux' `script` provides. Types each text when its prompt appears. */
const atTerminal = async (
  args: ReadonlyArray<string>,
  answers: ReadonlyArray<readonly [prompt: string, typed: string]>,
): Promise<string> => {
  const command = [process.execPath, entry, ...args].map((word) => `'${word}'`).join(" ")
  const child = spawn("script", ["-qec", command, "/dev/null"], { cwd: temporaryFolder() })
  onTestFinished(() => void child.kill("SIGKILL"))
  const left = [...answers]
  let [output, unanswered] = ["", ""]
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk
    unanswered += chunk
    const [next] = left
    if (next === undefined || !unanswered.includes(next[0])) return
    left.shift()
    unanswered = ""
    child.stdin.write(next[1])
  })
  await once(child, "close")
  return output
}

it("says at a terminal that import - waits for input", async () => {
  const waiting = "Waiting for a catalogue or an export on standard input."
  expect(await atTerminal(["import", "-"], [[waiting, "{}\n\u0004"]])).toContain("categories: is missing")
})

it("asks again for a password whose repetition differs", async () => {
  const args = ["create-admin", "--username", "root", "--database", "postgres://127.0.0.1:1/none"]
  const output = await atTerminal(args, [
    ["Password: ", "first password\n"],
    ["Password again: ", "other password\n"],
    ["Password: ", "last password\n"],
    ["Password again: ", "last password\n"],
  ])
  expect(output.match(/Password( again)?: |The two passwords differ\. Enter both again\./g)).toEqual([
    "Password: ",
    "Password again: ",
    "The two passwords differ. Enter both again.",
    "Password: ",
    "Password again: ",
  ])
  expect(output).toContain("no server responds at the database's address")
  expect(output).not.toContain("last password")
})

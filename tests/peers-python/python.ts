import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"

// Debian's Python has Debian's packages; another Python earlier in PATH has not.
const python = existsSync("/usr/bin/python3") ? "/usr/bin/python3" : "python3"
const peer = fileURLToPath(new URL("./peer.py", import.meta.url))
const modules = "django, rest_framework, rest_framework_simplejwt, bcrypt, cryptography"
const packages =
  "python3-django python3-djangorestframework python3-djangorestframework-simplejwt python3-bcrypt python3-cryptography"

const run = (args: readonly string[], input: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(python, args, { stdio: ["pipe", "pipe", "pipe"] })
    let [output, complaint] = ["", ""]
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text
    })
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      complaint += text
    })
    child.once("error", reject)
    child.once("close", (code) => (code === 0 ? resolve(output) : reject(new Error(`python: ${complaint}`))))
    child.stdin.once("error", reject)
    child.stdin.end(input)
  })

/** Calls Django or simplejwt; peer.py lists the commands. */
export const ask = async (request: { readonly do: string; readonly [detail: string]: unknown }): Promise<unknown> =>
  JSON.parse(await run([peer], JSON.stringify(request)))

/** The reason why Django is not available on this machine; `undefined` if it is. */
export const absence: string | undefined = await run(["-c", `import ${modules}`], "").then(
  () => undefined,
  (error: unknown) => String(error).trim().split("\n").at(-1),
)

/** In CI, where they can be installed, missing packages fail the tests. */
const installable = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")

/** The test that reports whether the other tests of a file can run. */
export const itHasPeers = (): void => {
  it("Django and simplejwt are installed", () => {
    if (absence === undefined) return
    const message = `Django was not asked (${absence}): apt-get install ${packages}`
    console.log(message)
    expect(installable, message).toBe(false)
  })
}

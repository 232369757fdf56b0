import { execFile } from "node:child_process"
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { getPriority, tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { promisify } from "node:util"
import { Effect } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type BcryptHasher, makeBcryptHasher } from "../../adapters/passwords/bcrypt.ts"
import { loadBcrypt } from "../../adapters/passwords/load-bcrypt.ts"
import { startThread } from "../../adapters/passwords/thread.ts"
import { PasswordsBusy } from "../../application/ports/password-hasher.ts"

const run = Effect.runPromise

describe("the hasher", () => {
  let hasher: BcryptHasher
  beforeAll(async () => {
    hasher = await makeBcryptHasher({ cost: 4, atOnce: 2 })
  })
  afterAll(() => hasher.close())

  it("hashes and verifies on its threads", async () => {
    const hash = await run(hasher.hash("lètmein"))
    expect(hash).toMatch(/^bcrypt_sha256\$\$2b\$04\$/)
    expect(await run(hasher.verify("lètmein", hash))).toEqual({ matches: true, outdated: false })
    expect(await run(hasher.verify("letmein", hash))).toEqual({ matches: false, outdated: false })
    expect(await run(hasher.verify("lètmein", null))).toEqual({ matches: false, outdated: false })
  })

  it("returns each result to its caller when many call at once", async () => {
    const passwords = Array.from({ length: 40 }, (_, index) => `password ${index}`)
    const hashes = await Promise.all(passwords.map((password) => run(hasher.hash(password))))
    const found = await Promise.all(
      hashes.map((hash, index) => run(hasher.verify(passwords[index % 2 === 0 ? index : index - 1]!, hash))),
    )
    expect(found.map(({ matches }) => matches)).toEqual(passwords.map((_, index) => index % 2 === 0))
  })

  it("fails a job that cannot be done, and continues", async () => {
    await expect(run(hasher.hash("\ud800"))).rejects.toThrow("well-formed")
    expect(await run(hasher.hash("lètmein"))).toMatch(/^bcrypt_sha256/)
  })

  if (process.platform === "linux")
    it("runs its threads at nice 10 and leaves the main thread unchanged", async () => {
      await run(hasher.hash("lètmein"))
      // proc(5): the 19th field is the nice value; the second, in brackets, may contain spaces.
      const nice = (task: string) =>
        Number(
          readFileSync(`/proc/self/task/${task}/stat`, "utf8")
            .replace(/^.*\) /s, "")
            .split(" ")[16],
        )
      const own = getPriority(process.pid)
      expect(nice(String(process.pid))).toBe(own)
      expect(readdirSync("/proc/self/task").map(nice)).toContain(Math.min(19, own + 10))
    })
})

it("does not block the main thread", async () => {
  const hasher = await makeBcryptHasher({ cost: 11, atOnce: 1 })
  let done = false
  let turns = 0
  const work = run(hasher.hash("lètmein")).then(() => {
    done = true
  })
  while (!done) {
    await new Promise((resolve) => setImmediate(resolve))
    turns += 1
  }
  await work
  await hasher.close()
  expect(turns).toBeGreaterThan(20)
})

it("is busy immediately when the settings allow no queue", async () => {
  const hasher = await makeBcryptHasher({ cost: 10, atOnce: 1, maxWaiting: 1 })
  const outcomes = await Promise.allSettled(["a", "b", "c", "d"].map((password) => run(hasher.hash(password))))
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "rejected"])
  const errors = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []))
  expect(errors.every((reason) => reason instanceof PasswordsBusy)).toBe(true)
  await hasher.close()
})

it("reports a thread that ends during a job or before it", async () => {
  const thread = startThread({ bcrypt: loadBcrypt() })
  const job = { kind: "hash", password: "lètmein", cost: 12 } as const
  const outcome = new Promise((resolve) => thread.run(job, resolve))
  await thread.stop()
  expect(await outcome).toEqual({ lost: expect.objectContaining({ message: expect.stringContaining("ended") }) })
  expect(await new Promise((resolve) => thread.run(job, resolve))).toHaveProperty("lost")
})

describe("a process that hashes", () => {
  const script = (text: string) =>
    promisify(execFile)(process.execPath, ["--input-type=module", "--eval", text], {
      cwd: new URL("../../", import.meta.url),
      timeout: 20_000,
    })
  const prelude = `import { Effect } from "effect"
    import { makeBcryptHasher } from "./adapters/passwords/bcrypt.ts"
    const hasher = await makeBcryptHasher({ cost: 4 })\n`

  it("waits for the hash, and then ends by itself", async () => {
    const { stdout } = await script(`${prelude} console.log(await Effect.runPromise(hasher.hash("lètmein")))`)
    expect(stdout).toMatch(/^bcrypt_sha256\$/)
  })
})

describe("invalid settings", () => {
  it.each([
    { cost: 3 },
    { cost: 17 },
    { cost: 10.5 },
    { cost: Number.NaN },
    { atOnce: 0 },
    { maxWaiting: -1 },
    { maxSeconds: 0 },
  ])("is refused when the shop opens: %o", async (settings) => {
    await expect(makeBcryptHasher(settings)).rejects.toThrow(Object.keys(settings)[0])
  })

  it("name bcrypt when it, or its native part, is missing", () => {
    const folder = mkdtempSync(join(tmpdir(), "shopwright-bcrypt-"))
    try {
      const from = pathToFileURL(join(folder, "program.js")).href
      expect(() => loadBcrypt([from])).toThrow("npm install bcrypt")
      mkdirSync(join(folder, "node_modules/bcrypt"), { recursive: true })
      writeFileSync(join(folder, "node_modules/bcrypt/index.js"), 'throw new Error("No native build was found")')
      expect(() => loadBcrypt([from])).toThrow("npm rebuild bcrypt")
      expect(loadBcrypt([from, import.meta.url])).toMatch(/bcrypt/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

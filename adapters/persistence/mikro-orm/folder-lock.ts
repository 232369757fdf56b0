import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"

/** Another process has the embedded database open. */
export class DatabaseInUse extends Error {
  override readonly name = "DatabaseInUse"

  constructor(folder: string, pid: number, file: string) {
    super(
      `The database in ${folder} is in use by process ${pid}: an embedded database serves one process at a time. ` +
        `Stop that process first, or use a PostgreSQL server. (If process ${pid} is not shopwright, remove ${file}.)`,
    )
  }
}

interface Holder {
  readonly pid: number
  /** When the process began, where the system tells: a number that came round again is another process. */
  readonly startedAt: string
}

const heldHere = new Set<string>()

/**
 * Keeps a folder for this process alone; PGlite itself would let a second opener destroy data. The lock names its
 * process: what a killed process left behind is taken over, a living one's never. Returns how to give it back.
 */
export const lockFolder = async (folder: string): Promise<() => Promise<void>> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, "lock")
  const mine = JSON.stringify({ pid: process.pid, startedAt: await startOf(process.pid) } satisfies Holder)
  for (;;) {
    if (heldHere.has(file)) throw new DatabaseInUse(folder, process.pid, file)
    heldHere.add(file)
    try {
      await createExclusively(file, mine)
      return async () => {
        heldHere.delete(file)
        await rm(file, { force: true })
      }
    } catch (error) {
      heldHere.delete(file)
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error
      await removeAbandoned(folder, file)
    }
  }
}

/** Makes the file with all its content at once, or fails with EEXIST: nobody ever reads half a lock. */
const createExclusively = async (file: string, content: string): Promise<void> => {
  const draft = `${file}.${process.pid}`
  await writeFile(draft, content, { mode: 0o600, flush: true })
  try {
    await link(draft, file)
  } finally {
    await rm(draft, { force: true })
  }
}

/** Removes a lock whose process is gone; of several that try, one succeeds and the others look again. */
const removeAbandoned = async (folder: string, file: string): Promise<void> => {
  const content = await readFile(file, "utf8").catch(() => undefined)
  if (content === undefined) return
  const holder = parse(content)
  if (holder !== undefined && (await isAlive(holder))) throw new DatabaseInUse(folder, holder.pid, file)
  const aside = `${file}.${process.pid}.abandoned`
  await rename(file, aside).catch(() => undefined)
  const taken = await readFile(aside, "utf8").catch(() => undefined)
  // Somebody else was faster and this is already their lock: give it back.
  if (taken !== undefined && taken !== content) await rename(aside, file)
  else await rm(aside, { force: true })
}

const parse = (content: string): Holder | undefined => {
  try {
    const value: unknown = JSON.parse(content)
    if (typeof value !== "object" || value === null || !("pid" in value) || !("startedAt" in value)) return undefined
    return typeof value.pid === "number" ? { pid: value.pid, startedAt: String(value.startedAt) } : undefined
  } catch {
    // No lock of ours: the disk was full, or a hand was at work.
    return undefined
  }
}

const isAlive = async ({ pid, startedAt }: Holder): Promise<boolean> => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false
  }
  return (await startOf(pid)) === startedAt
}

/** Field 22 of /proc/PID/stat (proc(5)): the start in clock ticks since boot; empty where there is no such file. */
const startOf = async (pid: number): Promise<string> => {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "")
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? ""
}

import { randomUUID } from "node:crypto"
import { readFile, readlink, stat } from "node:fs/promises"
import { hostname } from "node:os"

/** The process that holds a folder, as its lock file records it. */
export interface LockHolder {
  /** Unique for every lock. Empty in locks of version 0.1, which record only `pid` and `startedAt`. */
  readonly token: string
  readonly host: string
  readonly pid: number
  /** The start of the process in clock ticks since boot. It distinguishes a reused process id. Empty where unknown. */
  readonly startedAt: string
  /** Identifies a boot of a kernel. Empty where unknown. */
  readonly boot: string
  /** Identifies the namespace in which `pid` is valid. Empty where unknown. */
  readonly pidNamespace: string
  /** Device and inode of the folder. A copy of the folder, or another mount of it, has another one. */
  readonly folder: string
}

/** Describes this process and the folder that it is about to lock. */
export const thisProcess = async (folder: string): Promise<LockHolder> => {
  const { dev, ino } = await stat(folder, { bigint: true })
  return {
    token: randomUUID(),
    host: hostname(),
    pid: process.pid,
    startedAt: (await processOf(process.pid)).startedAt,
    boot: (await textOf("/proc/sys/kernel/random/boot_id")).trim(),
    pidNamespace: await readlink("/proc/self/ns/pid").catch(() => ""),
    folder: `${dev}:${ino}`,
  }
}

/** Parses a lock file. Returns `undefined` for anything that is not a lock of ours. */
export const parseHolder = (content: string): LockHolder | undefined => {
  try {
    const value: Partial<Record<keyof LockHolder, unknown>> | null = JSON.parse(content)
    if (value === null || typeof value !== "object" || typeof value.pid !== "number") return undefined
    const text = (key: keyof LockHolder): string => (typeof value[key] === "string" ? value[key] : "")
    return {
      pid: value.pid,
      token: text("token"),
      host: text("host"),
      startedAt: text("startedAt"),
      boot: text("boot"),
      pidNamespace: text("pidNamespace"),
      folder: text("folder"),
    }
  } catch {
    return undefined
  }
}

/** Whether one process can look the other up by its id. Locks of version 0.1 were always compared by process id. */
export const sharesProcessIds = (holder: LockHolder, self: LockHolder): boolean =>
  holder.token === "" ||
  (holder.host === self.host && holder.boot === self.boot && holder.pidNamespace === self.pidNamespace)

/** Whether the two processes run on one kernel, such as two containers on one machine. */
export const sharesKernel = (one: LockHolder, other: LockHolder): boolean => one.boot !== "" && one.boot === other.boot

/** Looks a process up by its id and start. A process that cannot be examined counts as running, a zombie does not. */
export const isRunning = async ({ pid, startedAt }: LockHolder): Promise<boolean> => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false
  }
  const found = await processOf(pid)
  if (found.state === "Z") return false
  return found.startedAt === "" || found.startedAt === startedAt
}

/** Fields 3 and 22 of /proc/PID/stat (proc(5)). Empty where there is no such file. */
const processOf = async (pid: number): Promise<{ readonly state: string; readonly startedAt: string }> => {
  const stat = await textOf(`/proc/${pid}/stat`)
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  return { state: fields[0] ?? "", startedAt: fields[19] ?? "" }
}

const textOf = (file: string): Promise<string> => readFile(file, "utf8").catch(() => "")

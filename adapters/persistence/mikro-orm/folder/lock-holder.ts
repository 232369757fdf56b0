import { randomUUID } from "node:crypto"
import { readFile, readlink } from "node:fs/promises"
import { hostname } from "node:os"

/** The process that holds a folder, as its lock file records it. */
export interface LockHolder {
  /** Unique for every lock. */
  readonly token: string
  readonly host: string
  readonly pid: number
  /** The start of the process in clock ticks since boot. It distinguishes a reused process id. Empty where unknown. */
  readonly startedAt: string
  /** Identifies a boot of a kernel. Empty where unknown. */
  readonly boot: string
  /** Identifies the namespace in which `pid` is valid. Empty where unknown. */
  readonly pidNamespace: string
  /** Identifies the machine across boots. Empty where unknown. */
  readonly machine: string
}

/** Describes this process. */
export const thisProcess = async (): Promise<LockHolder> => ({
  token: randomUUID(),
  host: hostname(),
  pid: process.pid,
  startedAt: await startOf(process.pid),
  boot: await textOf("/proc/sys/kernel/random/boot_id"),
  pidNamespace: await readlink("/proc/self/ns/pid").catch(() => ""),
  machine: await textOf("/etc/machine-id"),
})

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
      machine: text("machine"),
    }
  } catch {
    return undefined
  }
}

/** Whether the two processes share the kernel and its process ids, so that one can look the other up. */
export const sharesProcessIds = (one: LockHolder, other: LockHolder): boolean =>
  one.host === other.host && one.boot === other.boot && one.pidNamespace === other.pidNamespace

/** Whether the two processes run on one kernel, such as two containers on one machine. */
export const sharesKernel = (one: LockHolder, other: LockHolder): boolean => one.boot !== "" && one.boot === other.boot

/** Whether the holder ran on this machine before it was restarted, so that it cannot be alive. */
export const isFromEarlierBoot = (holder: LockHolder, self: LockHolder): boolean =>
  holder.machine !== "" && holder.machine === self.machine && holder.boot !== "" && holder.boot !== self.boot

/** Looks a process up by its id and start. */
export const isRunning = async ({ pid, startedAt }: LockHolder): Promise<boolean> => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false
  }
  return (await startOf(pid)) === startedAt
}

/** Field 22 of /proc/PID/stat (proc(5)). Empty where there is no such file. */
const startOf = async (pid: number): Promise<string> => {
  const stat = await textOf(`/proc/${pid}/stat`)
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? ""
}

const textOf = async (file: string): Promise<string> => (await readFile(file, "utf8").catch(() => "")).trim()

import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { hasHeartbeat, startHeartbeat } from "./heartbeat.ts"
import {
  isFromEarlierBoot,
  isRunning,
  type LockHolder,
  parseHolder,
  sharesKernel,
  sharesProcessIds,
  thisProcess,
} from "./lock-holder.ts"
import { isListening, listenIn } from "./lock-socket.ts"

/** Another process has the embedded database open. */
export class DatabaseInUse extends Error {
  override readonly name = "DatabaseInUse"

  constructor(folder: string, { pid, host }: Pick<LockHolder, "pid" | "host">, file: string) {
    super(
      `The database in ${folder} is in use by process ${pid} on host ${host || "unknown"}. ` +
        "An embedded database serves one process at a time. Stop that process, or use a PostgreSQL server. " +
        `If that process has ended, unlock the folder with: rm '${file}'`,
    )
  }
}

/** A held lock. */
export interface FolderLock {
  /** Rejects when another process has taken the lock, which happens after a long suspension of this one. */
  readonly assertHeld: () => void
  readonly release: () => Promise<void>
}

const heldHere = new Set<string>()

/**
 * Locks a folder for this process, because PGlite does not notice a second process and would lose data. A lock whose
 * process has ended is replaced: after a crash or a reboot, in a restarted container, and in a restored backup. A lock
 * whose process may be alive is never replaced, also in another container or on another host that shares the folder.
 */
export const lockFolder = async (folder: string): Promise<FolderLock> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, "lock")
  const self = await thisProcess()
  if (heldHere.has(file)) throw new DatabaseInUse(folder, self, file)
  heldHere.add(file)
  try {
    // The socket listens before the lock exists, so that a lock without a listening socket is always abandoned.
    const close = await listenIn(folder, socketName(self))
    try {
      return await acquire(folder, file, self, close)
    } catch (error) {
      await close?.()
      throw error
    }
  } catch (error) {
    heldHere.delete(file)
    throw error
  }
}

const acquire = async (
  folder: string,
  file: string,
  self: LockHolder,
  closeSocket: (() => Promise<void>) | null,
): Promise<FolderLock> => {
  const content = JSON.stringify({ ...self, hasSocket: closeSocket !== null })
  while (!(await createExclusively(file, content))) await removeAbandoned(folder, file, self)
  let isLost = false
  const stopHeartbeat = startHeartbeat(file, content, () => {
    isLost = true
  })
  return {
    assertHeld: () => {
      if (isLost) throw new Error(`The lock of ${folder} was lost: another process has opened the database.`)
    },
    release: async () => {
      stopHeartbeat()
      if (!isLost) await rm(file, { force: true })
      await closeSocket?.()
      heldHere.delete(file)
    },
  }
}

const socketName = ({ token }: LockHolder): string => `lock-${token}.sock`

/** Creates the file with its whole content, or returns `false` if it exists. Readers never see a part of it. */
const createExclusively = async (file: string, content: string): Promise<boolean> => {
  const draft = `${file}.${process.pid}`
  await writeFile(draft, content, { mode: 0o600, flush: true })
  try {
    await link(draft, file)
    return true
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

/** Removes a lock whose process has ended. If several processes try, one succeeds and the others look again. */
const removeAbandoned = async (folder: string, file: string, self: LockHolder): Promise<void> => {
  const content = await readFile(file, "utf8").catch(() => undefined)
  if (content === undefined) return
  const holder = parseHolder(content)
  if (holder !== undefined && (await mayBeAlive(folder, file, holder, self, hadSocket(content))))
    throw new DatabaseInUse(folder, holder, file)
  const aside = `${file}.${process.pid}.abandoned`
  await rename(file, aside).catch(() => undefined)
  const taken = await readFile(aside, "utf8").catch(() => undefined)
  // Another process was faster and this is its lock already, so it is put back.
  if (taken !== undefined && taken !== content) await rename(aside, file)
  else await rm(aside, { force: true })
  if (holder !== undefined) await rm(join(folder, socketName(holder)), { force: true })
}

/**
 * Considers the most certain evidence first. The socket comes before the process id, because a copied folder contains
 * the lock of a process that runs elsewhere.
 */
const mayBeAlive = async (
  folder: string,
  file: string,
  holder: LockHolder,
  self: LockHolder,
  listened: boolean,
): Promise<boolean> => {
  if (sharesKernel(holder, self) && listened) return isListening(folder, socketName(holder))
  if (sharesProcessIds(holder, self)) return isRunning(holder)
  if (isFromEarlierBoot(holder, self)) return false
  return hasHeartbeat(file)
}

const hadSocket = (content: string): boolean => content.includes('"hasSocket":true')

import { existsSync } from "node:fs"
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { hasHeartbeat, startHeartbeat } from "./heartbeat.ts"
import { isRunning, type LockHolder, parseHolder, sharesKernel, sharesProcessIds, thisProcess } from "./lock-holder.ts"
import { type RequestHandler, sendRequest } from "./lock-requests.ts"
import { connectTo, listenIn, probe } from "./lock-socket.ts"

/** Another process has the embedded database open. */
export class DatabaseInUse extends Error {
  override readonly name = "DatabaseInUse"

  constructor(folder: string, { pid, host }: Pick<LockHolder, "pid" | "host">, file: string) {
    super(
      `The database in ${folder} is in use by process ${pid} on host ${host || "unknown"}. ` +
        "An embedded database serves one process at a time. Stop that process, or use a PostgreSQL server. " +
        `If that process has ended, unlock the folder with: rm ${shellQuoted(file)}`,
    )
  }
}

const shellQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** A held lock. */
export interface FolderLock {
  /** Rejects when another process has taken the lock, which happens after a long suspension of this one. */
  readonly assertHeld: () => void
  /** Answers requests of other processes from now on. See {@link askHolder}. */
  readonly onRequest: (handler: RequestHandler) => void
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
  const self = await thisProcess(folder)
  if (heldHere.has(file)) throw new DatabaseInUse(folder, self, file)
  heldHere.add(file)
  try {
    // The socket listens before the lock exists, so that a lock without a listening socket is always abandoned.
    let handler: RequestHandler | undefined
    const close = await listenIn(folder, socketName(self), () => handler)
    try {
      const held = await acquire(folder, file, self, close)
      return {
        ...held,
        onRequest: (given) => {
          handler = given
        },
      }
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
): Promise<Omit<FolderLock, "onRequest">> => {
  const content = JSON.stringify({ ...self, hasSocket: closeSocket !== null })
  while (!(await createExclusively(file, content, self))) await removeAbandoned(folder, file, self)
  let isLost = false
  const stopHeartbeat = startHeartbeat(file, content, () => {
    isLost = true
  })
  return {
    assertHeld: () => {
      if (isLost) throw new Error(`The lock of ${folder} was lost: another process has opened the database.`)
    },
    release: async () => {
      await stopHeartbeat()
      if (!isLost) await rm(file, { force: true })
      await closeSocket?.()
      heldHere.delete(file)
    },
  }
}

/**
 * Sends a request to the process that holds a folder. Returns its response, or `null` if no process on this kernel holds
 * the folder and listens. Rejects with {@link NoResponse} if that process does not respond. An aborted signal ends the
 * request, also in that process.
 */
export const askHolder = async (folder: string, request: string, signal: AbortSignal): Promise<string | null> => {
  const content = await readFile(join(folder, "lock"), "utf8").catch(() => "")
  const holder = parseHolder(content)
  if (holder === undefined || !content.includes('"hasSocket":true')) return null
  const socket = await connectTo(folder, socketName(holder))
  if (typeof socket === "string") return null
  const response = await sendRequest(socket, request, signal)
  signal.throwIfAborted()
  if (response === undefined) throw new NoResponse(holder.pid)
  return response
}

/** The process that holds a folder ended during a request, does not serve yet, or is of an earlier version. */
export class NoResponse extends Error {
  override readonly name = "NoResponse"

  constructor(pid: number) {
    super(
      `Process ${pid} has the shop open and does not respond. It is starting, was stopped, or is an earlier version`,
    )
  }
}

const socketName = ({ token }: LockHolder): string => `lock-${token}.sock`

/** Creates the file with its whole content, or returns `false` if it exists. Readers never see a part of it. */
const createExclusively = async (file: string, content: string, { token }: LockHolder): Promise<boolean> => {
  const draft = `${file}.${token}`
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

/** Removes a lock whose process has ended. */
const removeAbandoned = async (folder: string, file: string, self: LockHolder): Promise<void> => {
  const content = await readFile(file, "utf8").catch(() => undefined)
  if (content === undefined) return
  const holder = parseHolder(content)
  if (holder !== undefined && (await mayBeAlive(folder, file, holder, self, content)))
    throw new DatabaseInUse(folder, holder, file)
  // Of several processes that found the lock abandoned, one at a time may remove it, and only if it is still the same:
  // another one may have replaced it meanwhile.
  const claim = `${file}.takeover`
  if (!(await createExclusively(claim, content, self))) return waitForTakeover(claim)
  try {
    const current = await readFile(file, "utf8").catch(() => undefined)
    if (current === content) await rm(file, { force: true })
    if (holder !== undefined) await rm(join(folder, socketName(holder)), { force: true })
  } finally {
    await rm(claim, { force: true })
  }
}

const TAKEOVER_MS = 5000

/** A takeover takes milliseconds. A claim that stays was left by a process that was killed during one. */
const waitForTakeover = async (claim: string): Promise<void> => {
  const deadline = performance.now() + TAKEOVER_MS
  while (existsSync(claim) && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50))
  await rm(claim, { force: true })
}

/**
 * Considers the most certain evidence first: the socket, the process, the heartbeat. Socket and process count only in
 * the very folder that the holder locked, because a copy contains the lock of a process that serves the original.
 */
const mayBeAlive = async (
  folder: string,
  file: string,
  holder: LockHolder,
  self: LockHolder,
  content: string,
): Promise<boolean> => {
  if (holder.token === "" || holder.folder === self.folder) {
    if (sharesKernel(holder, self) && content.includes('"hasSocket":true')) {
      const state = await probe(folder, socketName(holder))
      if (state !== "unknown") return state === "listening"
    }
    if (sharesProcessIds(holder, self)) return isRunning(holder)
  }
  return hasHeartbeat(file)
}

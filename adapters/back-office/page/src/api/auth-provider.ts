import type { AuthProvider } from "react-admin"
import type { CurrentSession } from "../../../../client"
import { api } from "./client"
import { ApiError, resultOf } from "./problem"
import { sessionClosed, sessionOpened, sessionState } from "./session-gate"
import { loadShopUnits } from "./shop-units"

let current: CurrentSession | null = null

/** Signs in. Accounts that are no admin are signed out again. */
export const signIn = async (login: string, password: string): Promise<CurrentSession> => {
  const session = await resultOf(api.createSession({ body: { login, password } }))
  return adopt(session)
}

const adopt = async (session: CurrentSession): Promise<CurrentSession> => {
  if (!session.account.isAdmin) {
    await api.endCurrentSession()
    throw new ApiError(403, { type: "no-admin", detail: "This account is no admin." })
  }
  current = session
  sessionOpened(session.csrfToken)
  await loadShopUnits()
  return session
}

/** Ends every other session of the signed-in account, in other browsers and programs too. */
export const endOtherSessions = async (): Promise<void> => {
  const { items } = await resultOf(api.listSessions())
  for (const { id, isCurrent } of items) if (!isCurrent) await resultOf(api.endSession({ path: { session: id } }))
}

const signOut = async (): Promise<void> => {
  const wasOpen = current !== null
  current = null
  sessionClosed()
  // Without a connection the session ends at its time limit.
  if (wasOpen) await api.endCurrentSession().catch(() => undefined)
}

/** Returns the open session. Asks the server once, after a reload of the page. */
const session = async (): Promise<CurrentSession> => {
  if (current !== null && sessionState() !== "signed-out") return current
  return adopt(await resultOf(api.getCurrentSession()))
}

export const nameOf = ({ account }: CurrentSession): string =>
  account.username ?? account.email ?? account.phone ?? `#${account.id}`

export const authProvider: AuthProvider = {
  login: async ({ username, password }: { username: string; password: string }) => {
    await signIn(username, password)
  },
  logout: async () => {
    await signOut()
  },
  // Nothing to tell someone who opens the page for the first time.
  checkAuth: () =>
    session().then(
      () => undefined,
      (error) => Promise.reject({ message: false, cause: error }),
    ),
  // A session that expires is renewed in place. See `session-gate.ts`.
  checkError: async (error: unknown) => {
    if (error instanceof ApiError && error.status === 401) throw error
  },
  getPermissions: async () => "admin",
  getIdentity: async () => {
    const open = await session()
    return { id: open.account.id, fullName: nameOf(open) }
  },
}

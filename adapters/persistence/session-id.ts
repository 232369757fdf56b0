import { randomBytes } from "node:crypto"
import { SessionId } from "../../application/ports/sessions.ts"

/** Returns a new session id: 128 random bits. */
export const newSessionId = (): SessionId => SessionId(randomBytes(16).toString("hex"))

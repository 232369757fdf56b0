import { createClient } from "../../../../client"
import { sendWithSession } from "./session-gate"

/** The URL of this page, which is also the URL before `/v1/`. */
export const baseUrl = new URL(".", location.href.split("#", 1)[0]).href.replace(/\/$/, "")

/** Calls the API as the signed-in admin. */
export const api = createClient({ baseUrl, signsInBy: "cookie", fetch: sendWithSession })

/** Returns the absolute URL of something that the API names, such as a picture. */
export const urlOf = (path: string): string => new URL(path, `${baseUrl}/`).href

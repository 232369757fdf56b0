import type { DialectName } from "../../composition/dialects.ts"
import { type Credentials, PASSWORD, PHONE } from "../fuzz/credentials.ts"
import type { Target } from "../fuzz/targets.ts"

/** A response to one request of one target. */
export interface TargetResponse {
  readonly target: string
  readonly dialect: DialectName
  readonly status: number
  readonly retryAfter: string | null
  readonly text: string
}

/** Sends one request for every path and method of every dialect, with a valid body and as every caller. */
export const sendEveryRequest = async (
  url: string,
  targets: ReadonlyArray<Target>,
  credentials: ReadonlyArray<Credentials>,
): Promise<ReadonlyArray<TargetResponse>> => {
  const responses: Array<TargetResponse> = []
  for (const target of targets)
    for (const method of target.methods.filter((one) => one !== "OPTIONS"))
      for (const caller of credentials.filter(({ dialect, isSpent }) => dialect === target.dialect && !isSpent)) {
        const path = target.path.replaceAll(/:\w+/g, "1").replaceAll(/\*\w+/g, "x")
        const fields = target.fields[method]
        const body = fields === undefined ? {} : { body: JSON.stringify(bodyOf(fields, caller)) }
        const headers = { ...caller.headers, "content-type": "application/json" }
        const response = await fetch(url + path, { method, headers, redirect: "manual", ...body })
        responses.push({
          target: `${method} ${target.path}`,
          dialect: target.dialect,
          status: response.status,
          retryAfter: response.headers.get("retry-after"),
          text: await response.text(),
        })
      }
  return responses
}

const bodyOf = (fields: ReadonlyArray<string>, caller: Credentials): Record<string, unknown> => {
  const body: Record<string, unknown> = {}
  for (const field of fields.filter((name) => !name.includes("[]"))) {
    const inner = fields.flatMap((name) => (name.startsWith(`${field}[].`) ? [name.slice(field.length + 3)] : []))
    const value = inner.length > 0 ? [bodyOf(inner, caller)] : sampleOf(field, caller)
    if (value !== undefined) body[field] = value
  }
  return body
}

/** Returns a valid value by the name of a field, or `undefined` for an optional field. */
const sampleOf = (name: string, { refresh, dialect }: Credentials): unknown => {
  if (/password/i.test(name)) return PASSWORD
  if (/^refresh/i.test(name)) return refresh
  if (/email/i.test(name)) return dialect === "nitrmart" ? "new@nitrkl.ac.in" : "new@example.com"
  if (/^(username|login)$/.test(name)) return dialect === "phone-login" ? PHONE : "fuzz"
  if (/phone/i.test(name)) return PHONE
  if (name === "profile") return {}
  if (/birth/i.test(name)) return "2000-02-29"
  if (/price|amount|quantity|category|product|_id$/i.test(name)) return 1
  if (/status/.test(name)) return "paid"
  return /variant|picture|stock|sku|version|cookie/i.test(name) ? undefined : "Main Street 1"
}

import type { Request } from "express"
import ipaddr from "ipaddr.js"
import { proxyReport } from "./proxy-report.ts"

/**
 * Returns the network address for rate limits: an IPv4 address, or the /64 network of an IPv6 address, because one
 * household or attacker has a whole network. The address comes from trusted proxies, otherwise from the connection.
 *
 * @example
 * const endpoint = endpoints<Account>()
 * const signIn = endpoint({
 *   method: "POST",
 *   path: "sign-in",
 *   access: "public",
 *   ignoresCredentials: true,
 *   body: objectField({ username: textField(150), password: textField(4096) }),
 *   docs: { id: "signIn", tag: "Accounts", summary: "Sign in", calls: ["logIn"], returns: [] },
 *   handle: ({ body, request }) =>
 *     Effect.map(
 *       shop.useCases.logIn({ login: body.username, by: ["username"], password: body.password, address: clientAddress(request) }),
 *       ({ token }) => json(200, { token }),
 *     ),
 * })
 */
export const clientAddress = (request: Request): string => {
  const { address } = proxyReport(request)
  const [plain = ""] = address.split("%", 1)
  if (!ipaddr.isValid(plain)) return address
  const canonical = ipaddr.process(plain)
  if (!(canonical instanceof ipaddr.IPv6)) return canonical.toString()
  // The domain requires this form: four groups without abbreviation.
  return `${canonical.parts
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(":")}/64`
}

/** Returns the client's IP address in canonical form, for the log. */
export const loggedAddress = (request: Request): string => {
  const { address } = proxyReport(request)
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : address
}

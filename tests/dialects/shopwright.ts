import type { Ask, Asking, HttpResponse, ServedShop } from "../support/http.ts"
import { stocked } from "./webstore.ts"

export const PASSWORD = "a-long-password"

/** Problem details as a client reads them. */
export interface Problem {
  readonly type: string
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly errors?: ReadonlyArray<Readonly<Record<string, string>>>
}

/** Reads problem details. Fails the test if the response is none. */
export const problemOf = (response: HttpResponse): Problem => {
  const type = response.headers.get("content-type")
  if (type !== "application/problem+json") throw new Error(`No problem: ${response.status} ${type} ${response.text}`)
  const problem = response.json() as Problem
  if (problem.status !== response.status) throw new Error(`The problem says ${problem.status}, not ${response.status}`)
  return problem
}

/** The end of a problem's type, and where it says the fault is. */
export const kindOf = (response: HttpResponse): readonly [number, string, ...ReadonlyArray<string | undefined>] => {
  const { type, errors = [] } = problemOf(response)
  const places = errors.map(({ pointer, parameter, header }) => pointer ?? parameter ?? header)
  return [response.status, type.replace("urn:problem-type:shopwright:", ""), ...places]
}

interface Pair {
  readonly accessToken: string
  readonly refreshToken: string
  readonly account: { readonly id: number }
}

/** Signs in with bearer tokens. */
export const signIn = async (ask: Ask, login: string, password = PASSWORD): Promise<Pair> => {
  const response = await ask("POST", "/v1/tokens", { body: { login, password } })
  if (response.status !== 200) throw new Error(`Not signed in: ${response.text}`)
  return response.json() as Pair
}

/** Registers an account and signs in. */
export const newBuyer = async (ask: Ask, name: string) => {
  const email = `${name}@example.com`
  const registered = await ask("POST", "/v1/accounts", { body: { email, username: name, password: PASSWORD } })
  if (registered.status !== 201) throw new Error(`Not registered: ${registered.text}`)
  const { accessToken: bearer, refreshToken, account } = await signIn(ask, email)
  const call = (method: string, path: string, asking: Asking = {}) => ask(method, `/v1/${path}`, { bearer, ...asking })
  return { email, id: account.id, bearer, refreshToken, call }
}

export type Buyer = Awaited<ReturnType<typeof newBuyer>>

/** An admin, and products: one of 12.50 with 10 pieces, and one with two variants. */
export const newShop = async (served: ServedShop) => {
  const { add } = await stocked(served)
  const lamp = await add(10)
  const shade = await add(0, [
    { size: "M", color: "red", stock: 3 },
    { size: "L", color: "blue", stock: 4 },
  ])
  const { accessToken: bearer } = await signIn(served.ask, "root", "test12345")
  const call = (method: string, path: string, asking: Asking = {}) =>
    served.ask(method, `/v1/${path}`, { bearer, ...asking })
  return { call, bearer, lamp, shade }
}

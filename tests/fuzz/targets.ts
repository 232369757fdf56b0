import express from "express"
import { listen } from "../../adapters/http/server/server.ts"
import { makeDialect } from "../../composition/dialects.ts"
import { type DialectName, dialectNames, router } from "../../composition/http.ts"
import type { Shop } from "../../composition/shop.ts"
import { type Credentials, signInEverywhere } from "./credentials.ts"

/** A path of a dialect with its methods and fields. */
export interface Target {
  readonly dialect: DialectName
  /** The mounted path, with parameters: `/webstore/api/get_order`. */
  readonly path: string
  readonly methods: ReadonlyArray<string>
  /** Field names of the body, by method. Fields of list items follow the name of the list: `items[].quantity`. */
  readonly fields: Readonly<Record<string, ReadonlyArray<string>>>
}

const READ_METHODS = ["GET", "HEAD", "OPTIONS"]

/**
 * Finds every path of every dialect, its methods, and the names that it reads from bodies. Methods come from `Allow`.
 * Names come from the endpoints themselves: they get a body that records which properties are read.
 */
export const findTargets = async (shop: Shop): Promise<ReadonlyArray<Target>> => {
  const asked = new Set<string>()
  const app = express()
  app.use((request, _response, next) => {
    request.resume().once("end", () => {
      Object.assign(request, { body: noting(asked, "") })
      next()
    })
  })
  for (const name of dialectNames) app.use(`/${name}`, router(shop, { dialect: name, trustProxy: true }))
  const server = await listen(app, { host: "127.0.0.1", port: 0 })
  try {
    const targets: Array<Target> = []
    for (const dialect of dialectNames) {
      const { basePath, routes } = makeDialect(dialect, shop)
      for (const { path } of routes) {
        const mounted = `/${dialect}${basePath}${path}`
        const concrete = server.url + mounted.replaceAll(/:\w+/g, "1").replaceAll(/\*\w+/g, "x")
        // Once per path, because one of them ends the session.
        const credentials = await signInEverywhere(shop)
        const own = credentials.filter((one) => one.dialect === dialect)
        const methods = await methodsOf(concrete, own)
        const fields: Record<string, ReadonlyArray<string>> = {}
        for (const method of methods.filter((one) => !READ_METHODS.includes(one))) {
          asked.clear()
          for (const { headers } of own) await call(concrete, method, headers)
          fields[method] = [...asked]
        }
        targets.push({ dialect, path: mounted, methods, fields })
      }
    }
    return targets
  } finally {
    await server.close()
  }
}

const methodsOf = async (url: string, credentials: ReadonlyArray<Credentials>): Promise<ReadonlyArray<string>> => {
  for (const { headers } of credentials) {
    const response = await fetch(url, { method: "OPTIONS", headers: { ...headers } })
    await response.arrayBuffer()
    const allow = response.headers.get("allow")
    if (allow !== null) return allow.split(", ")
  }
  return READ_METHODS
}

const call = async (url: string, method: string, headers: Readonly<Record<string, string>>): Promise<void> => {
  const sent = { ...headers, "content-type": "application/json" }
  await (await fetch(url, { method, headers: sent, body: "{}" })).arrayBuffer()
}

/** An object that records the names that are read, and returns a list of one such object for each. */
const noting = (asked: Set<string>, prefix: string): object =>
  new Proxy(
    {},
    {
      getOwnPropertyDescriptor: (_target, name) => {
        if (typeof name === "string") asked.add(prefix + name)
        return {
          configurable: true,
          enumerable: true,
          writable: true,
          value: [noting(asked, `${prefix}${String(name)}[].`)],
        }
      },
      get: (_target, name) => (typeof name === "string" ? [noting(asked, `${prefix}${name}[].`)] : undefined),
    },
  )

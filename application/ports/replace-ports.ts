import type { StorePorts } from "./store-ports.ts"

/** Replacements for single ports of a store, grouped as in `StorePorts`. */
export type PortReplacements = { readonly [Group in keyof StorePorts]?: Partial<StorePorts[Group]> }

/**
 * Returns a store that is the given one except for the ports in `replacements`.
 *
 * @example
 * const store = openInMemory()
 * const slow = replacePorts(store, { orders: { ledger: orderLedger } })
 */
export const replacePorts = <S extends StorePorts>(store: S, replacements: PortReplacements): S => ({
  ...store,
  ...Object.fromEntries(
    Object.entries(replacements).map(([group, ports]) => [group, { ...store[group as keyof StorePorts], ...ports }]),
  ),
})

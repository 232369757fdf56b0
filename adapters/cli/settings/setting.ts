import type { Kind } from "./kind.ts"

/** The commands that have a setting: every command, only `serve`, or the commands that set a password. */
export type Scope = "every command" | "serve" | "passwords"

/** One setting: its flag, its variable, its place in the configuration file, and how it is read and described. */
export interface Setting<A, Initial extends A | undefined> {
  readonly kind: Kind<A>
  readonly initial: Initial
  readonly scope: Scope
  /** One or two sentences for help and documentation. */
  readonly about: string
  /** Describes the default where the value itself does not. */
  readonly usual?: string
  readonly variable?: string
  /** The flag's name without dashes, and the placeholder of its value. */
  readonly flag?: { readonly name: string; readonly value: string }
  /** Whether the configuration file may contain it. */
  readonly isInFile: boolean
  /** Whether `shopwright config` hides its value. */
  readonly isSecret: boolean
}

type Details = Pick<Setting<never, undefined>, "about"> &
  Partial<Pick<Setting<never, undefined>, "scope" | "usual" | "variable" | "flag" | "isInFile" | "isSecret">>

const defaults = { scope: "serve", isInFile: true, isSecret: false } as const

/** A setting without a default. */
export const optional = <A>(kind: Kind<A>, details: Details): Setting<A, undefined> => ({
  ...defaults,
  ...details,
  kind,
  initial: undefined,
})

/** A setting with a default. */
export const withDefault = <A>(kind: Kind<A>, initial: A, details: Details): Setting<A, A> => ({
  ...defaults,
  ...details,
  kind,
  initial,
})

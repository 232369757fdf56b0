import { didYouMean } from "../../application/suggest.ts"
import type * as Kit from "../../composition/laws.ts"
import { UsageError } from "./failure.ts"
import { loadModule } from "./laws-module.ts"

/** What a module says about a host's shop: the exports `model`, `commands` and `laws`, each of them optional. */
export interface OwnRules {
  readonly model: Kit.ShopModel
  readonly commands: ReadonlyArray<Kit.ShopCommand>
  /** The laws of the kit and those of the host. */
  readonly laws: ReadonlyArray<Kit.Law>
}

/** Reads the commands, which may need the open driver. */
export interface ReadRules {
  readonly rulesFor: (driver: Kit.ShopDriver) => OwnRules
}

const exported = ["model", "commands", "laws"]

/** Loads a model file. `null` is the model of plain counts. Throws UsageError that names what is wrong. */
export const readRules = async (kit: typeof Kit, file: string | null): Promise<ReadRules> => {
  if (file === null)
    return { rulesFor: () => ({ model: kit.plainModel, commands: [], laws: [...kit.laws, kit.agreesWithPlainCounts] }) }
  const module = await loadModule("model", file)
  const reject = (problem: string): never => {
    throw new UsageError(`${file}: ${problem}`)
  }
  const names = Object.keys(module)
  if (!exported.some((name) => names.includes(name)))
    reject(
      `a model file must export ${exported.join(", ")} or several of them; it exports ${names.join(", ") || "nothing"}`,
    )
  const model = modelFrom(kit.plainModel, module.model, reject)
  const own = module.laws === undefined ? [] : listOf(module.laws, isLaw, "laws", "laws created by makeLaw", reject)
  const taken = new Set([...kit.laws, kit.agreesWithPlainCounts].map(({ name }) => name))
  for (const { name } of own) if (taken.has(name)) reject(`the law "${name}" has the name of a law of the kit`)
  const commandsFor = (driver: Kit.ShopDriver): ReadonlyArray<Kit.ShopCommand> => {
    const given: unknown = typeof module.commands === "function" ? module.commands(driver) : module.commands
    if (given === undefined) return []
    return listOf(given, isCommand, "commands", "commands, or be a function of the driver that returns them", reject)
  }
  return {
    rulesFor: (driver) => ({
      model,
      commands: commandsFor(driver),
      laws: [...kit.laws, kit.agreesWithPlainCounts, ...own],
    }),
  }
}

type Reject = (problem: string) => never

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const isFunction = (value: unknown): boolean => typeof value === "function"

/** The parts of a model, and what each must be. */
const parts: Readonly<Record<keyof Kit.ShopModel, readonly [(value: unknown) => boolean, string]>> = {
  rules: [(value) => Array.isArray(value) && value.every(isFunction), "a list of functions"],
  next: [isFunction, "a function"],
  price: [isFunction, "a function"],
  total: [isFunction, "a function"],
  pieces: [isFunction, "a function"],
  backorders: [(value) => Number.isSafeInteger(value) && Number(value) >= 0, "a whole number from 0"],
  newBuyers: [(value) => typeof value === "boolean", "a boolean"],
}

const isPart = (name: string): name is keyof Kit.ShopModel => Object.hasOwn(parts, name)

/** Returns the plain model with the given parts. */
const modelFrom = (plain: Kit.ShopModel, given: unknown, reject: Reject): Kit.ShopModel => {
  if (given === undefined) return plain
  if (!isRecord(given)) return reject("model must be an object")
  for (const [name, value] of Object.entries(given)) {
    if (!isPart(name)) {
      const known = Object.keys(parts)
      return reject(`model.${name} is unknown; known are ${known.join(", ")}${didYouMean(name, known)}`)
    }
    const [isRight, what] = parts[name]
    if (value !== undefined && !isRight(value)) return reject(`model.${name} must be ${what}`)
  }
  return { ...plain, ...given }
}

const listOf = <A>(
  value: unknown,
  isOne: (each: unknown) => each is A,
  name: string,
  what: string,
  reject: Reject,
): ReadonlyArray<A> =>
  Array.isArray(value) && value.every(isOne) ? value : reject(`${name} must be a list of ${what}`)

const isLaw = (value: unknown): value is Kit.Law =>
  isRecord(value) && typeof value.name === "string" && isFunction(value.search) && isFunction(value.appliesTo)

const isCommand = (value: unknown): value is Kit.ShopCommand =>
  isRecord(value) &&
  typeof value.name === "string" &&
  (value.about === "item" || value.about === "order") &&
  value.calls !== undefined

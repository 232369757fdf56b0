import type { OrderStatus } from "../../domain/order/status.ts"
import type { CommandResult, ShopDriver } from "./driver.ts"

/** What the examples of a law did to a shop. */
export interface Coverage {
  /** The number of executed examples. */
  readonly examples: number
  /** The number of examples that did not exercise the law, for example because the first order was refused. */
  readonly vacuous: number
  /** The number of accepted orders. */
  readonly placed: number
  /** The number of refused orders. */
  readonly refused: number
  /** The number of refused status changes. */
  readonly refusedChanges: number
  /** How often each status was reached by a status change. */
  readonly statuses: Readonly<Partial<Record<OrderStatus, number>>>
  /** How often each command of a host was accepted. */
  readonly commands: Readonly<Record<string, number>>
  /** The number of commands that began while another command was running. */
  readonly races: number
}

/** Something that a law must have exercised at least once to hold. */
export type Need = "placed" | "refused" | "refusedChanges" | "races" | OrderStatus

/** Counts what happens on a shop. */
export interface CoverageCounter {
  /** The shop, with its commands counted. */
  readonly driver: ShopDriver
  /** Sends a command of a host and counts it. */
  readonly count: <A>(name: string, send: () => Promise<CommandResult<A>>) => Promise<CommandResult<A>>
  readonly countExample: (exercised: boolean) => void
  readonly read: () => Coverage
}

/**
 * Counts the commands of a shop. `driver` acts on the same shop.
 *
 * @example
 * const counter = countCoverage(openDomainDriver())
 * await counter.driver.createItem({ kind: "product", stock: 3, price: 350 })
 * console.log(counter.read().placed)
 */
export const countCoverage = (shop: ShopDriver): CoverageCounter => {
  const counts = { examples: 0, vacuous: 0, placed: 0, refused: 0, refusedChanges: 0, races: 0 }
  const statuses: Partial<Record<OrderStatus, number>> = {}
  const commands: Record<string, number> = {}
  let running = 0

  const command = async <A>(
    send: () => Promise<CommandResult<A>>,
    count: (accepted: boolean) => void,
  ): Promise<CommandResult<A>> => {
    if (running > 0) counts.races += 1
    running += 1
    try {
      const result = await send()
      count(result.accepted)
      return result
    } finally {
      running -= 1
    }
  }
  const countPlaced = (accepted: boolean): void => {
    counts[accepted ? "placed" : "refused"] += 1
  }
  const { placeOnce, guests } = shop

  return {
    driver: {
      ...shop,
      place: (plan) => command(() => shop.place(plan), countPlaced),
      ...(placeOnce !== undefined && {
        placeOnce: (plan, key) => command(() => placeOnce(plan, key), countPlaced),
      }),
      ...(guests !== undefined && {
        guests: { ...guests, place: (plan) => command(() => guests.place(plan), countPlaced) },
      }),
      changeStatus: (order, to) =>
        command(
          () => shop.changeStatus(order, to),
          (accepted) => {
            if (accepted) statuses[to] = (statuses[to] ?? 0) + 1
            else counts.refusedChanges += 1
          },
        ),
    },
    count: (name, send) =>
      command(send, (isAccepted) => {
        commands[name] = (commands[name] ?? 0) + (isAccepted ? 1 : 0)
      }),
    countExample: (exercised) => {
      counts.examples += 1
      if (!exercised) counts.vacuous += 1
    },
    read: () => ({ ...counts, statuses: { ...statuses }, commands: { ...commands } }),
  }
}

const labels: Readonly<Record<Exclude<Need, OrderStatus>, string>> = {
  placed: "no order was accepted",
  refused: "no order was refused",
  refusedChanges: "no status change was refused",
  races: "no two commands ran concurrently",
}

const isLabel = (need: Need): need is keyof typeof labels => Object.hasOwn(labels, need)

/** Returns what the examples lack for a verdict, or `null` if they suffice. */
export const lacking = (coverage: Coverage, needs: ReadonlyArray<Need>, least: number): string | null => {
  const { examples, vacuous } = coverage
  if (examples === 0) return "no example was executed"
  if (examples === vacuous) return "no example could be completed"
  if (examples - vacuous < examples * least)
    return `only ${examples - vacuous} of ${examples} examples exercised the law`
  for (const need of needs) {
    if (isLabel(need)) {
      if (coverage[need] === 0) return labels[need]
    } else if (coverage.statuses[need] === undefined) return `no order became ${need}`
  }
  const unused = Object.entries(coverage.commands).find(([, accepted]) => accepted === 0)
  return unused === undefined ? null : `no command "${unused[0]}" was accepted`
}

/**
 * Formats a coverage on one line: `40 examples, 3 vacuous; 52 orders, 11 refused; paid 8; 30 races`.
 *
 * @example
 * const { coverage } = await checkLaw(allOrNothing, openDomainDriver())
 * console.log(describeCoverage(coverage))
 */
export const describeCoverage = (coverage: Coverage): string => {
  const reached = Object.entries(coverage.statuses).map(([status, count]) => `${status} ${count}`)
  const changes = coverage.refusedChanges > 0 ? [`${coverage.refusedChanges} changes refused`] : []
  return [
    `${coverage.examples} examples, ${coverage.vacuous} vacuous`,
    `${coverage.placed} orders, ${coverage.refused} refused`,
    ...(reached.length + changes.length > 0 ? [[...reached, ...changes].join(", ")] : []),
    ...Object.entries(coverage.commands).map(([name, count]) => `${name} ${count}`),
    `${coverage.races} races`,
  ].join("; ")
}

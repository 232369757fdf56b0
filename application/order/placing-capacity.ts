import { Data, Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import { queueTimeLeft } from "../queue-timeout.ts"

/**
 * Too many order lines are waiting to be placed, and this account has more than its share of them, or the order has waited
 * for too long.
 *
 * @example
 * const placed = await shop.placeOrder(buyer, { lines })
 * if (!placed.ok && placed.error._tag === "OrdersBusy") console.log(placed.error.retryAfterSeconds)
 */
export class OrdersBusy extends Data.TaggedError("OrdersBusy")<{
  readonly retryAfterSeconds: number
}> {}

/** How much work of placing orders a process accepts. */
export interface PlacingLimits {
  /** The lines of orders that may be under way. An account alone may use all of them. */
  readonly lines: number
  /** The lines of orders that may wait. Above it, accounts with more than an equal share of it get `OrdersBusy`. */
  readonly waitingLines: number
  /** Seconds after which an order that waits gets `OrdersBusy`. Undefined means no limit. */
  readonly waitSeconds?: number | undefined
}

/** How many lines may be under way and wait. */
export const DEFAULT_LIMITS: PlacingLimits = { lines: 1024, waitingLines: 256_000 }

/** Runs the placing of an account's order when the account's turn has come. */
export type PlacingCapacity = <A, E>(
  account: AccountId,
  lines: number,
  placing: Effect.Effect<A, E>,
) => Effect.Effect<A, E | OrdersBusy>

interface Ticket {
  readonly account: AccountId
  readonly lines: number
  readonly finish: number
  state: "waiting" | "under way" | "done"
  admit: () => void
}

interface Usage {
  underWay: number
  waiting: number
  finish: number
}

/**
 * Shares the capacity for placing orders among accounts, by weighted fair queueing over order lines: the order with
 * the lowest finish tag goes next, so a small order passes the large orders of other accounts. Orders start while
 * fewer lines than the limit are under way. The first order of an account may exceed the limit, up to twice of it, so
 * it does not wait for another account's orders to end.
 */
export const makePlacingCapacity = ({
  lines: limit,
  waitingLines,
  waitSeconds,
}: PlacingLimits = DEFAULT_LIMITS): PlacingCapacity => {
  const usages = new Map<AccountId, Usage>()
  const queue = new Set<Ticket>()
  let underWay = 0
  let waiting = 0
  /** The lines that each account with open orders has been served on average. */
  let virtualTime = 0

  const usageOf = (account: AccountId): Usage => {
    const known = usages.get(account)
    if (known !== undefined) return known
    const usage = { underWay: 0, waiting: 0, finish: 0 }
    usages.set(account, usage)
    return usage
  }

  const fits = ({ account }: Ticket): boolean => underWay < (usages.get(account)?.underWay ? limit : 2 * limit)

  const dispatch = (): void => {
    while (underWay < 2 * limit) {
      let next: Ticket | undefined
      for (const ticket of queue) if ((next === undefined || ticket.finish < next.finish) && fits(ticket)) next = ticket
      if (next === undefined) return
      unqueue(next)
      start(next)
      next.admit()
    }
  }

  const unqueue = (ticket: Ticket): void => {
    queue.delete(ticket)
    waiting -= ticket.lines
    usageOf(ticket.account).waiting -= ticket.lines
  }

  const start = (ticket: Ticket): void => {
    ticket.state = "under way"
    underWay += ticket.lines
    usageOf(ticket.account).underWay += ticket.lines
    virtualTime += ticket.lines / usages.size
  }

  /** Returns `null` when the queue is full. */
  const arrive = (account: AccountId, lines: number): Ticket | null => {
    const usage = usageOf(account)
    const finish = Math.max(virtualTime, usage.finish) + lines
    const ticket: Ticket = { account, lines, finish, state: "waiting", admit: () => undefined }
    const starts = fits(ticket)
    if (!starts && waiting + lines > waitingLines && usage.waiting + lines > waitingLines / usages.size) return null
    usage.finish = finish
    // An order that fits can only find orders in the queue that do not fit: each end of an order dispatches.
    if (starts) start(ticket)
    else {
      queue.add(ticket)
      waiting += lines
      usage.waiting += lines
    }
    return ticket
  }

  const leave = (ticket: Ticket): void => {
    const { account, lines, state } = ticket
    const usage = usageOf(account)
    if (state === "waiting") unqueue(ticket)
    else {
      underWay -= lines
      usage.underWay -= lines
    }
    ticket.state = "done"
    if (usage.underWay === 0 && usage.waiting === 0) usages.delete(account)
    dispatch()
  }

  return <A, E>(account: AccountId, lines: number, placing: Effect.Effect<A, E>) =>
    Effect.suspend(() => {
      let ticket: Ticket | null = null
      const placed = Effect.suspend((): Effect.Effect<A, E | OrdersBusy> => {
        ticket = arrive(account, Math.max(1, lines))
        if (ticket === null) return Effect.fail(busy())
        return ticket.state === "under way" ? placing : Effect.andThen(turnOf(ticket, waitSeconds), placing)
      })
      // The order leaves even if it is interrupted right after its arrival.
      return Effect.ensuring(
        placed,
        Effect.sync(() => {
          if (ticket !== null) leave(ticket)
        }),
      )
    })
}

const busy = (): OrdersBusy => new OrdersBusy({ retryAfterSeconds: 1 })

/** Waits until the order may start, for as long as a call may wait with this limit. */
const turnOf = (ticket: Ticket, waitSeconds: number | undefined): Effect.Effect<void, OrdersBusy> => {
  const timeLeft = waitSeconds === undefined ? null : queueTimeLeft(waitSeconds)
  return Effect.suspend(() =>
    ticket.state === "under way"
      ? Effect.void
      : Effect.callback<void, OrdersBusy>((resume) => {
          const timer = timeLeft === null ? undefined : setTimeout(() => resume(Effect.fail(busy())), timeLeft)
          ticket.admit = () => {
            clearTimeout(timer)
            resume(Effect.void)
          }
          return Effect.sync(() => clearTimeout(timer))
        }),
  )
}

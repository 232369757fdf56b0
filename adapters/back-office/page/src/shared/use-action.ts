import { useState } from "react"
import { useNotify, useRefresh } from "react-admin"
import { useProblemText } from "./problem-text"

/**
 * Runs a call, says how it ended, and reads the screen again. Returns whether it succeeded. `null` says nothing of
 * success, and an error that `handles` returns true for is not reported.
 */
export const useAction = () => {
  const notify = useNotify()
  const refresh = useRefresh()
  const problemText = useProblemText()
  const [isBusy, setBusy] = useState(false)
  const run = async (
    call: () => Promise<unknown>,
    done: string | null,
    handles: (error: unknown) => boolean = () => false,
  ): Promise<boolean> => {
    setBusy(true)
    try {
      await call()
      if (done !== null) notify(done, { type: "success" })
      return true
    } catch (error) {
      if (!handles(error)) notify(problemText(error), { type: "error", autoHideDuration: 8_000 })
      return false
    } finally {
      setBusy(false)
      refresh()
    }
  }
  return { run, isBusy }
}

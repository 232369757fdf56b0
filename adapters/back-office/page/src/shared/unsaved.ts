import { useEffect } from "react"
import { useBlocker, useTranslate } from "react-admin"

/** Asks before typed text is lost, because the reader leaves the screen or closes the page. */
export const useAskBeforeLeaving = (isTyped: boolean): void => {
  const translate = useTranslate()
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isTyped && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (blocker.state !== "blocked") return
    if (window.confirm(translate("ra.message.unsaved_changes"))) blocker.proceed?.()
    else blocker.reset?.()
  }, [blocker, translate])
  useEffect(() => {
    if (!isTyped) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener("beforeunload", ask)
    return () => window.removeEventListener("beforeunload", ask)
  }, [isTyped])
}

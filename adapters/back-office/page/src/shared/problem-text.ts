import { useTranslate } from "react-admin"
import { ApiError } from "../api/problem"

/** Returns a function that explains an error in the reader's language, or as the API does. */
export const useProblemText = (): ((error: unknown) => string) => {
  const translate = useTranslate()
  return (error) => {
    if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error)
    return translate(`bo.problem.${error.kind}`, { _: error.explanation })
  }
}

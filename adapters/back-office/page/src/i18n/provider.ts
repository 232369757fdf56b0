import polyglotI18nProvider from "ra-i18n-polyglot"
import { de } from "./de"
import { en } from "./en"

const locales = [
  { locale: "en", name: "English" },
  { locale: "de", name: "Deutsch" },
]

/** The first language of the browser that the page has. */
const preferred = navigator.languages
  .map((language) => language.split("-", 1)[0] ?? "")
  .find((language) => locales.some(({ locale }) => locale === language))

const messagesOf = (locale: string) => {
  // Screen readers and hyphenation need the language.
  document.documentElement.lang = locale
  return locale === "de" ? de : en
}

export const i18nProvider = polyglotI18nProvider(messagesOf, preferred ?? "en", locales, { allowMissing: true })

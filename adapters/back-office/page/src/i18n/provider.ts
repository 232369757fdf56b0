import polyglotI18nProvider from "ra-i18n-polyglot"
import { en } from "./en"

const locales = [{ locale: "en", name: "English" }]

export const i18nProvider = polyglotI18nProvider(() => en, "en", locales, { allowMissing: false })

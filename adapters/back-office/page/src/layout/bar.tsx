import { AppBar, LoadingIndicator, LocalesMenuButton, TitlePortal, ToggleThemeButton, useTranslate } from "react-admin"
import { UserMenu } from "./user-menu"

export const Bar = () => (
  <AppBar color="inherit" alwaysOn toolbar={<Tools />} userMenu={<UserMenu />}>
    <TitlePortal variant="h6" component="h1" />
  </AppBar>
)

/** react-admin's own tools, with a name for the sign that something is being loaded. */
const Tools = () => {
  const translate = useTranslate()
  return (
    <>
      <LocalesMenuButton />
      <ToggleThemeButton />
      <LoadingIndicator aria-label={translate("ra.page.loading")} />
    </>
  )
}

import { AppBar, TitlePortal } from "react-admin"
import { UserMenu } from "./user-menu"

export const Bar = () => (
  <AppBar color="inherit" alwaysOn userMenu={<UserMenu />}>
    <TitlePortal variant="h6" component="h1" />
  </AppBar>
)

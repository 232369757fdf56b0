import { Menu } from "react-admin"

export const Navigation = () => (
  <Menu>
    <Menu.DashboardItem />
    <Menu.ResourceItems />
  </Menu>
)

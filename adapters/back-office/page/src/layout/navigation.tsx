import { Menu } from "react-admin"

export const Navigation = () => (
  <Menu>
    <Menu.ResourceItems />
  </Menu>
)

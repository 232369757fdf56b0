import Box from "@mui/material/Box"
import Card from "@mui/material/Card"
import Typography from "@mui/material/Typography"
import type { ReactNode } from "react"
import { Notification } from "react-admin"

/** A screen without navigation, for people who are not signed in. */
export const SignedOutPage = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <Box
    component="main"
    sx={{ minHeight: "100vh", display: "grid", placeItems: "center", p: 2, backgroundColor: "background.default" }}
  >
    <Card sx={{ p: { xs: 2.5, sm: 4 }, width: "100%", maxWidth: 400 }}>
      <Typography variant="body2" color="text.secondary">
        shopwright
      </Typography>
      <Typography variant="h5" component="h1" sx={{ mb: 2 }}>
        {title}
      </Typography>
      {children}
    </Card>
    <Notification />
  </Box>
)

import { named, orNull, record, text, truth, whole } from "../../dialect/schema.ts"
import type { formatProfile, formatRegistered } from "./profile-shape.ts"

const detail = orNull(text())

const registered = {
  email: orNull(text({ format: "email" })),
  first_name: text(),
  last_name: text(),
  year: detail,
  branch: detail,
  roll_no: detail,
  phone_number: detail,
  bio: detail,
  profile_picture: orNull(text({ description: "The URL of the picture." })),
}

export const registeredSchema = named("RegisteredUser", record<ReturnType<typeof formatRegistered>>(registered))

export const profileSchema = named(
  "Profile",
  record<ReturnType<typeof formatProfile>>({
    id: whole(),
    ...registered,
    is_verified: truth(),
    created_at: text({ format: "date-time" }),
    updated_at: text({ format: "date-time" }),
  }),
)

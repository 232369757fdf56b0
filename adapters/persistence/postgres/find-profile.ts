import { type DetailsRow, detailsColumns } from "./account-columns.ts"
import type { Statement } from "./database.ts"

/** The statement that reads the profile of an account. */
export const findProfile = (s: string): Statement => ({
  name: "find profile",
  text: `select ${detailsColumns} from ${s}.account a where a.id = $1 and a.erased_at is null`,
})

/** A profile after an update, with the picture that the account had before. */
export type UpdatedRow = DetailsRow & { readonly former_picture: string | null }

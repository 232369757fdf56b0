import { Result } from "effect"
import { UploadedFile } from "../bodies/body.ts"
import { type Field, faults } from "./field.ts"

/** DRF's `FileField`: the bytes of a file of a multipart body. JSON cannot hold a file. */
export const fileField: Field<Uint8Array> = {
  shape: { type: "file" },
  read: (value) => {
    if (!(value instanceof UploadedFile))
      return faults("The submitted data was not a file. Check the encoding type on the form.")
    return value.bytes.length === 0 ? faults("The submitted file is empty.") : Result.succeed(value.bytes)
  },
}

import { Result } from "effect"
import { type Field, faults } from "./field.ts"

/** A file of a multipart body. JSON bodies contain none. */
export class UploadedFile {
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }
}

/** DRF's `FileField`: the bytes of a file. The client's file name and content type are ignored. */
export const fileField: Field<Uint8Array> = {
  read: (value) => {
    if (!(value instanceof UploadedFile))
      return faults("The submitted data was not a file. Check the encoding type on the form.")
    return value.bytes.length === 0 ? faults("The submitted file is empty.") : Result.succeed(value.bytes)
  },
}

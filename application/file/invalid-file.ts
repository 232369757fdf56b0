/** A file that cannot be read. The message names the file, the place and the fault. */
export class InvalidFile extends Error {
  override readonly name = "InvalidFile"
}

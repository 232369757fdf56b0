import { path, whole } from "./kind.ts"
import { optional, withDefault } from "./setting.ts"

/** The settings of the backups that `serve` writes. */
export const backupSettings = {
  "backup.folder": optional(path("the path of a folder"), {
    flag: { name: "backup", value: "FOLDER" },
    variable: "SHOPWRIGHT_BACKUP",
    about: "the folder to which serve writes backups of a database in a folder",
    usual: "no backups",
  }),
  "backup.everySeconds": withDefault(whole("a whole number of seconds from 60 to 31536000", 60, 31_536_000), 86_400, {
    variable: "SHOPWRIGHT_BACKUP_INTERVAL",
    about: "seconds from one backup to the next, counted across restarts",
    usual: "86400, which is a day",
  }),
  "backup.keep": withDefault(whole("a whole number from 1 to 100000", 1, 100_000), 7, {
    variable: "SHOPWRIGHT_BACKUP_KEEP",
    about: "the number of backups to keep; after a new one, older ones are deleted",
  }),
}

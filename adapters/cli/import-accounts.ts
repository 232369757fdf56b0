import { Effect } from "effect"
import { plural } from "../../application/plural.ts"
import { failureOf } from "./failure.ts"
import type { DjangoAccounts } from "./formats/django.ts"
import type { CatalogTarget } from "./import-catalog.ts"
import { rejectedFile } from "./rejected-file.ts"
import { commonOptions } from "./shop-options.ts"

/** Loads accounts of another system. */
export const importAccounts = async (
  { accounts, places, notes }: DjangoAccounts,
  source: string,
  { database, settings, isDryRun }: CatalogTarget,
): Promise<void> => {
  const { openShop } = await import("../../composition/open-shop.ts")
  const shop = await openShop({ ...commonOptions(settings), database })
  try {
    await Effect.runPromise(
      Effect.mapError(
        shop.useCases.importAccounts(accounts, { isDryRun }),
        failureOf((error) => {
          if (error._tag === "NotSupported") return `This store has no ${error.ports} ports`
          const faults = error.faults.map(({ index, fault }) => `${places[index]}: ${fault}`)
          return rejectedFile(`${source} cannot be imported`, faults, error.more)
        }),
      ),
    )
    process.stdout.write(`${isDryRun ? "would import" : "imported"} ${plural(accounts.length, "account")}\n`)
    for (const note of notes) process.stderr.write(`shopwright: ${note}\n`)
  } finally {
    await shop.close()
  }
}

import { describeLaws } from "../kit/describe-laws.ts"
import { openDomainDriver } from "../kit/drivers/domain.ts"

describeLaws("the domain's functions", async () => openDomainDriver(), { without: ["same key, same order"] })

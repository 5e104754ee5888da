import { freshDatabase } from "../../support/database.ts"
import { onServer } from "./house.ts"
import { RULES } from "./rules.ts"

onServer("the server of this run", freshDatabase, RULES)

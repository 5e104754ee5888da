import { type Html, html } from "../../../../shared/web/html.ts"
import type { RecordedProof } from "../../infrastructure/sums/proofs.ts"
import { minute } from "../labels.ts"
import { PROOF } from "../links.ts"
import { proofSentences } from "./proof-sentences.ts"
import { verdict, waysTable } from "./proof-tables.ts"

const say = proofSentences

/** The last proof of one kind of money, for a page of sums. `proof` null: there is none yet. */
export function proofBox(proof: RecordedProof | null, simulated: boolean): Html {
  const money = proof?.money.find((one) => one.simulated === simulated)
  return html`<section aria-labelledby="proof"><div class="sect__head"><h2 id="proof">${say.box.title}</h2></div>
    ${
      proof && money
        ? html`${waysTable(money, say.box.caption(minute(proof.provedAt)))}
          <p>${verdict(proof.agrees)} <span class="note">${say.box.caption(minute(proof.provedAt))}</span></p>`
        : html`<p>${say.none}</p>`
    }
    <p><a href="${PROOF}">${say.box.all}</a></p></section>`
}

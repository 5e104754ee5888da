import type { Installation, RunningProcess } from "../../../shared/installation.ts"
import { type Html, html } from "../../../shared/web/html.ts"
import { status } from "../../../shared/web/marks.ts"
import { sentences } from "./sentences.ts"
import { minute } from "./times.ts"

const say = sentences.installation

/** What runs here, on which database, how much room is left, and who is alive. */
export function installationSection({ version, database, storage, processes }: Installation): Html {
  const alive = processes.filter((process) => process.alive)
  const nobodyDraws = alive.every(({ concurrency }) => concurrency === 0)
  return html`<section class="sect" aria-labelledby="installation">
<div class="sect__head"><h2 id="installation">${say.title}</h2><p>${sentences.settings.utc}</p></div>
<dl class="facts">
<div><dt>${say.version}</dt><dd>${version}</dd></div>
<div><dt>${say.database}</dt><dd>${say.postgres(database.version)}</dd><dd>${say[database.kind](sizeText(database.bytes))}</dd></div>
<div><dt>${say.storage}</dt><dd>${say.free(sizeText(storage.freeBytes))}</dd><dd><code>${storage.folder}</code></dd></div>
<div><dt>${say.processes}</dt><dd>${say.alive(alive.length)}</dd><dd>${say.silent(processes.length - alive.length)}</dd></div></dl>
${nobodyDraws ? html`<p class="error settings__hot" role="alert">${status("failed", say.nobodyDraws, true)}</p>` : ""}
${processes.length === 0 ? "" : processTable(processes)}</section>`
}

const processTable = (processes: readonly RunningProcess[]) =>
  html`<table class="tbl settings__list settings__processes"><thead><tr><th scope="col">${say.process}</th><th scope="col">${say.state}</th><th scope="col">${say.version}</th><th class="num" scope="col">${say.draws}</th><th scope="col">${say.since}</th><th scope="col">${say.lastWord}</th></tr></thead>
<tbody>${processes.map(processRow)}</tbody></table>`

const processRow = ({ role, host, pid, alive, version, concurrency, startedAt, seenAt }: RunningProcess) =>
  html`<tr><th scope="row"><span class="tbl__title">${say.roles[role]}</span> <span class="note">${host}, ${say.pid(pid)}</span></th>
<td>${alive ? status("approved", say.isAlive, false) : status("unknown", say.isSilent, false)}</td><td data-label="${say.version}">${version}</td>
<td class="num" data-label="${say.draws}">${concurrency === 0 ? "–" : concurrency}</td><td data-label="${say.since}">${minute(startedAt)}</td><td data-label="${say.lastWord}">${minute(seenAt)}</td></tr>`

const UNITS = ["kB", "MB", "GB", "TB"]

/** "48 MB", "12.3 GB": powers of 1000, a tenth where it tells something. Does not break. */
export function sizeText(bytes: number): string {
  const power = Math.min(UNITS.length, Math.max(1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)))
  const size = bytes / 1000 ** power
  return `${size < 10 || power > 2 ? size.toFixed(1) : Math.round(size)}\u00a0${UNITS[power - 1]}`
}

import { type Html, html } from "../../shared/web/html.ts"

/** `problem` is one sentence, null on the first visit; `next` is where to go afterwards. */
export const loginPage = ({ email, next, problem }: { email: string; next: string; problem: string | null }) =>
  html`<div class="door">
  <div class="door__plate">${registerMark()}${registerMark()}${registerMark()}
    <h1>Colophon</h1>
    <p class="taper"><span>Here colouring books are made, page</span> <span>by page, by a machine that draws</span>
      <span>and people who look; and what</span> <span>each of them cost is told</span> <span>to the last digit.</span>
      <span aria-hidden="true">¶</span></p>
  </div>
  <div class="door__form">
    <form method="post" action="/login">
      <h2>Sign in</h2>
      ${problem ? problemLine(problem) : ""}
      <input type="hidden" name="next" value="${next}">
      <div class="field"><label for="email">E-mail</label>
        <input class="input" id="email" name="email" type="email" value="${email}" autocomplete="username" required ${problem ? described() : ""}></div>
      <div class="field"><label for="password">Password</label>
        <input class="input" id="password" name="password" type="password" autocomplete="current-password" required ${problem ? described() : ""}></div>
      <button class="btn btn--big">Sign in</button>
    </form>
    <p class="note">Forgotten? Whoever runs this server can set a new one with <code>colophon user reset-password</code>.</p>
  </div>
</div>`

const described = () => html`aria-describedby="problem"`

const problemLine = (problem: string): Html => html`<p class="error" id="problem" role="alert">
        <svg class="mark mark--hot" viewBox="0 0 14 14" aria-hidden="true"><path d="M2 2l10 10M12 2L2 12"/></svg>
        <span>${problem}</span></p>`

const registerMark = () =>
  html`<svg class="reg" viewBox="0 0 20 20" aria-hidden="true"><path d="M10 0v20M0 10h20"/><circle cx="10" cy="10" r="6.5"/><circle cx="10" cy="10" r="2"/></svg>`

const WORDS = ["No try is", "One try is", "Two tries are", "Three tries are", "Four tries are"]

export function wrongPair(triesLeft: number): string {
  const left = `${WORDS[triesLeft] ?? `${triesLeft} tries are`} left.`
  return `That address and password do not belong together. ${left}`
}

export const tooManyTries = (waitSeconds: number): string =>
  `Too many wrong tries. Wait ${spanOf(waitSeconds)}, then try again.`

function spanOf(seconds: number): string {
  const [count, unit] = seconds < 60 ? [seconds, "second"] : [Math.ceil(seconds / 60), "minute"]
  return `${count} ${unit}${count === 1 ? "" : "s"}`
}

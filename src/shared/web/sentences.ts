import { html } from "./html.ts"

/** Every sentence of the shell. Another language is another object of this shape. */
export const sentences = {
  product: "Colophon",
  productIs: "Make colouring books, and know to the last digit what they cost.",
  sections: { books: "Books", costs: "Costs", prices: "Prices", events: "Events", settings: "Settings" },
  skip: "Skip to the page",
  mainMenu: "Main",
  signOut: "Sign out",
  simulatedMoney: "Simulated money",
  simulatedBand: html`<strong>Simulated.</strong>
  No OpenRouter key is set: pictures come from the built-in sandbox and every amount of theirs is play money. It is never added to real money.`,
  colophon: html`<strong>Colophon.</strong> Set in Besley and Archivo, from ink and one red.`,
  apiDocs: "API",
  press: { label: "Light or dark", auto: "Auto", day: "Day press", night: "Night press" },
  problems: {
    notFound: "Not on this press",
    broken: "Something broke",
    other: "That did not work",
    nothingHere: "There is nothing at this address.",
    onlyAWorker: "This is a worker: it draws, and answers only /healthz, /readyz and /metrics.",
    tooLarge: "The request is larger than 1 MB.",
    needsKey: "This needs an API key: send it as “Authorization: Bearer …”.",
    refused: "This request was refused.",
    brokenHere: (id: string) => `Something broke here. The log has it under ${id}.`,
    unknownField: (name: string) => `${name} is not known here.`,
    takesOne: (field: string) => `${field} takes one value, and was sent more than once.`,
    body: "The request body",
    jsonObject: "a JSON object",
    noJson: "The request body takes JSON, and this is none.",
    notSentAsJson: "The request body takes JSON: send it with “Content-Type: application/json”.",
    wrongMethod: (method: string, taken: readonly string[]) =>
      `${method} does nothing at this address; it takes ${taken.join(", ")}.`,
    takes: (field: string, what: string) => `${field} takes ${what}.`,
    fieldSays: (field: string, message: string) => `${field}: ${message}.`,
    backToBooks: "Back to the books",
    backToWhere: "Back to where you were",
  },
  money: {
    unknown: "unknown",
    unpriced: (count: string) => `${count} unpriced`,
    unresolved: (count: string) => `${count} unresolved`,
    held: (count: string, amount: string | null) => (amount === null ? `${count} held` : `${count} held, ${amount}`),
  },
}

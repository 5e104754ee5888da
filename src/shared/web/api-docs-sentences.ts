import { html } from "./html.ts"

const range = (from: number | null, to: number | null) => {
  if (from !== null && to !== null) return `from ${from} to ${to}`
  if (from !== null) return `from ${from}`
  return to === null ? "" : `up to ${to}`
}
const TAGS: Record<string, string> = { ebooks: "Books", themes: "Themes", costs: "Costs" }

/** The words of the API's own page. What it says of operations and fields comes from the document, in its language. */
export const sentences = {
  title: "API",
  lead: html`Ask for books, follow them and read what they cost, from a program. This page is made from
    <a href="/api/openapi.json">the OpenAPI document</a>; its examples are run by our tests.`,
  contents: "Contents",
  begin: "Before you begin",
  tag: (tag: string) => TAGS[tag] ?? tag,
  variables: html`The lines below take the key from <code>COLOPHON_API_KEY</code>, and ids from
    <code>EBOOK_ID</code> and <code>ATTEMPT_ID</code>: set them to what <a href="#get-ebooks"><code>GET /ebooks</code></a>
    and <a href="#get-costs-attempts"><code>GET /costs/attempts</code></a> list.`,
  topics: {
    key: {
      title: "Get a key",
      text: html`<p>Make one on the <a href="/dashboard/settings">settings page</a>, or in a terminal. It is shown once.
        Send it with every request as <code>Authorization: Bearer …</code>.</p>`,
    },
    errors: {
      title: "When something is refused",
      text: html`<p>The answer is a problem document (RFC 9457), sent as <code>application/problem+json</code>.
        Rely on <code>code</code>, which is stable, and show <code>detail</code> to people. Where fields are wrong,
        <code>errors</code> names each and what it takes. What is refused costs nothing and changes nothing.</p>
        <p>Unknown parameters and fields are refused, so that a misspelt one is never ignored. So is a body over 1 MB.</p>`,
    },
    codes: { title: "All codes", text: html`<p>A code keeps its meaning and its status.</p>` },
    money: {
      title: "Money",
      text: html`<p>Money is a string with an exact decimal, such as <code>"0.0387243"</code>, in US dollars. Read it with
        a decimal library: no digit is ever rounded away. An amount of <code>null</code> is unknown, which is not 0.</p>
        <p>A <a href="#shape-Total">total</a> says what is known and what is not in it: charges without a price
        (<code>unpricedCount</code>), attempts whose answer is lost (<code>unresolvedCount</code>), and calls under way,
        for which <code>heldAmount</code> is set aside. Simulated and real money are never in one total.</p>`,
    },
    lists: {
      title: "Lists",
      text: html`<p>A list answers one page of <code>items</code>, with <code>page</code>, <code>pageSize</code> and the
        <code>total</code> of all pages. Ask for the next with <code>?page=2</code>; a page holds at most 200 items.
        A page after the last one is empty.</p>`,
    },
    times: {
      title: "Times",
      text: html`<p>Times are ISO 8601 in UTC, such as <code>2026-11-23T10:04:07.310Z</code>. Where you send one, any
        offset will do. Days are cut in the time zone that you name.</p>`,
    },
    ids: {
      title: "Ids",
      text: html`<p>Ids are text of 1 to 200 characters and mean nothing by themselves. Yours may be any text; escape
        them in addresses.</p>`,
    },
    again: {
      title: "Sending something again",
      text: html`<p>A request whose answer was lost can be sent again where it says who it is.
        <a href="#post-ebooks"><code>POST /ebooks</code></a> takes an <code>Idempotency-Key</code>: the same key and
        the same request get the same answer and no second book; with another request, it is refused. What is left
        out counts as its default, and the order of fields does not matter.
        <a href="#post-usage"><code>POST /usage</code></a> goes by its <code>attemptId</code>.</p>
        <p>An address says which methods it takes in the <code>Allow</code> header of the refusal, or when asked
        with <code>OPTIONS</code>. <code>HEAD</code> answers like <code>GET</code>, without the body.</p>`,
    },
  },
  operation: {
    inPath: "In the address",
    inQuery: "In the query",
    inHeaders: "In the headers",
    inBody: "In the body",
    answers: "Answers",
    everywhere: html`And what every operation <a href="#codes">may answer</a>.`,
    example: "Example",
    exampleAnswer: (status: string) => `Its answer, ${status}`,
  },
  shapes: {
    title: "Shapes",
    lead: "What requests and answers are made of. New fields may be added to an answer; none is taken away.",
  },
  takes: {
    required: "required",
    optional: "optional",
    otherwise: (value: string) => `optional, otherwise ${value}`,
    orNull: "or null",
    oneOf: (values: readonly string[]) => (values.length === 1 ? `always ${values[0]}` : `one of ${values.join(", ")}`),
    page: html`<a href="#lists">page</a> of`,
    list: "list",
    objects: "list of objects",
    wholeNumbers: "list of whole numbers",
    listOf: "list of",
    wholeNumber: (from: number | null, to: number | null) => `whole number ${range(from, to)}`.trim(),
    boolean: "true or false",
    object: "object",
    anything: "any JSON",
    instant: "instant",
    text: (from: number | null, to: number | null) => (to === null ? "text" : `text ${range(from, to)} characters`),
  },
}

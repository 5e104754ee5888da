import { globSync, readFileSync } from "node:fs"
import ts from "typescript"
import { describe, expect, it } from "vitest"

/** Pages are made here. The API's descriptions and the command line's are English by contract and stay where they are. */
const PAGES = [
  "src/shared/web/**/*.ts",
  "src/features/access/*.ts",
  "src/features/*/presentation/*.ts",
  "src/features/ebook-catalog/*.ts",
  "src/features/event-history/*.ts",
]
const NOT_PAGES =
  /(\/|-)(sentences|cli|api|schemas|command|commands|answers|body|cli-\w+)\.ts$|\/(tables|better-auth)\.ts$/
const SAID_ATTRIBUTE = /(?:alt|title|aria-label|placeholder)="([^"]*)"/g

/** What a template says in its own words: text between tags, and attributes that are read out. */
function saidByTemplate(literal: string): string[] {
  const attributes = [...literal.matchAll(SAID_ATTRIBUTE)].map((match) => match[1] ?? "")
  const text = literal.replaceAll(/<script[\s\S]*?<\/script>|<[^>]*>/g, "\n").split("\n")
  return [...attributes, ...text].map((piece) => piece.replaceAll("\u{1}", "").replaceAll(/&\w+;/g, "").trim())
}

/** Words that a person reads, written elsewhere than in a file called sentences.ts. */
function strayWords(file: string, source: string): string[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === "html") {
      const { template } = node
      const parts = ts.isNoSubstitutionTemplateLiteral(template)
        ? [template.text]
        : [template.head.text, ...template.templateSpans.map((span) => span.literal.text)]
      found.push(
        ...saidByTemplate(parts.join("\u{1}")).filter(
          (piece) => /\p{L}{2}/u.test(piece) && !/^([\w-]+="[^"]*"\s*)+$/.test(piece),
        ),
      )
    } else if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) {
      const isSentence = /^\p{Lu}\p{Ll}*[ ,.:]/u.test(node.text) || /^\p{Lu}[\s\S]* [\s\S]*[.?]$/u.test(node.text)
      const isError = ts.isNewExpression(node.parent) && node.parent.expression.getText() === "Error"
      if (isSentence && !isError) found.push(node.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found.map((words) => `${file}: ${words}`)
}

describe("every sentence of the screens stands in a file called sentences.ts, so that another language can follow", () => {
  it("holds", () => {
    const files = globSync(PAGES).filter((file) => !NOT_PAGES.test(file))
    expect(files.length).toBeGreaterThan(40)
    expect(files.flatMap((file) => strayWords(file, readFileSync(file, "utf8")))).toEqual([])
  })

  it("is broken by words in a template, in an attribute and in a string", () => {
    const planted = [
      `const a = html\`<p>No book \${x} yet.</p>\``,
      'const b = html`<img alt="A cover">`',
      'const c = "Nothing was charged."',
      `const d = \`Page \${n}\``,
    ]
    for (const source of planted) expect(strayWords("planted.ts", source), source).toHaveLength(1)
    const fine = [
      `html\`<p class="note">\${words.none}</p>\``,
      'throw new Error("Cannot happen.")',
      'const e = "btn btn--big"',
    ]
    for (const source of fine) expect(strayWords("planted.ts", source), source).toEqual([])
  })
})

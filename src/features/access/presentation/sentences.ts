import { html } from "../../../shared/web/html.ts"

const COUNTS = ["No", "One", "Two", "Three", "Four", "Five"]
const counted = (count: number) => COUNTS[count] ?? String(count)

function spanOf(seconds: number): string {
  const [count, unit] = seconds < 60 ? [seconds, "second"] : [Math.ceil(seconds / 60), "minute"]
  return `${count} ${unit}${count === 1 ? "" : "s"}`
}

const USER_CREATE = html`<code>npm run colophon -- user create --email you@example.org</code>`

/** Every sentence of the door and the settings. Another language is another object of this shape. */
export const sentences = {
  colophon: "Colophon",
  plate: [
    "Here colouring books are made, page",
    "by page, by a machine that draws",
    "and people who look; and what",
    "each of them cost is told",
    "to the last digit.",
  ],
  name: "Name",
  email: "E-mail",
  password: "Password",
  passwordHint: "8 to 128 characters. A sentence is easier to keep than a puzzle.",
  tooManyTries: (waitSeconds: number) => `Too many wrong tries. Wait ${spanOf(waitSeconds)}, then try again.`,
  login: {
    title: "Sign in",
    button: "Sign in",
    wrongPair: (triesLeft: number) =>
      `That address and password do not belong together. ${counted(triesLeft)} ${triesLeft < 2 ? "try is" : "tries are"} left.`,
    forgotten: html`Forgotten? Whoever runs this server can set a new one with <code>colophon user reset-password</code>.`,
    nobodyYet: "Nobody has an account yet",
    whereTheLinkIs: html`Look where Colophon was started: it printed a link that makes the first account. The link works for 30 minutes; starting again prints a new one.`,
    orByCommand: html`Or make the account there: ${USER_CREATE}`,
  },
  setUp: {
    title: "Make the first account",
    name: "Your name",
    button: "Open the shop",
    nothingDone: "The account is not made yet.",
    worksOnce: (until: string) =>
      `This link works once, until ${until} UTC. The first account owns everything and lets the others in.`,
    stale: "This link opens nothing",
    startAgain: html`It is older than 30 minutes, or a piece of it is missing. Start Colophon again and open the link that it prints.`,
    already: "The first account is made",
    alreadyBy: "This link has done its work. Whoever has an account signs in; ask them for one of your own.",
  },
  problems: {
    head: (count: number, nothing: string) =>
      `${counted(count)} ${count === 1 ? "thing" : "things"} to put right. ${nothing}`,
    personName: {
      link: "Look at the name",
      empty: "The name is empty. Write what the others call this person.",
      wrong: (max: number) => `A name takes one line of up to ${max} characters.`,
    },
    keyName: {
      link: "Look at the key’s name",
      empty: "The key has no name. Write what will use it.",
      wrong: (max: number) => `A key’s name takes one line of up to ${max} characters.`,
      taken: (name: string) => `There is a key called ${name}. Take another name, or revoke that one first.`,
    },
    email: {
      link: "Look at the e-mail address",
      empty: "The address is empty. Write one such as mara@paperbay.example.",
      wrong: (written: string) => `“${written}” is no e-mail address. Write one such as mara@paperbay.example.`,
      taken: (email: string) => `Somebody has an account with ${email}. Take another address.`,
    },
    password: {
      link: "Look at the password",
      empty: "The password is empty. Take 8 to 128 characters.",
      wrong: (length: number) => `This password has ${length} characters. Take 8 to 128.`,
    },
    currentPassword: {
      link: "Look at the current password",
      wrong: "This is not your current password.",
    },
  },
  settings: {
    title: "Settings",
    nothingChanged: "Nothing was changed.",
    personNeeded: "This takes a person who is signed in; an API key may not change who comes in.",
    noSuchPerson: "There is no such person.",
    noSuchKey: "There is no such key in force.",
    lastPerson: "The last person cannot be deleted, or nobody could come in.",
    yourself: "Nobody deletes their own account; somebody else has to.",
    onlyYourself: "Name and password of an account are changed by whose it is.",
    utc: "Times are UTC.",
    done: {
      name: "Your name is changed.",
      password: "Your password is changed, and every other browser of yours is signed out.",
      deleted: "The account is deleted, and whoever was signed in with it is out.",
      revoked: "The key is revoked. It was refused from that moment on.",
    },
  },
  people: {
    title: "People",
    note: "Who is in may do everything.",
    since: "Since",
    lastSignIn: "Last sign-in",
    never: "not seen yet",
    you: "you",
    add: "Add a person",
    addHint: "The password is made for them and shown to you once. No mail is sent.",
    addButton: "Add and show the password",
    yourName: "Your name",
    saveName: "Change the name",
    yourPassword: "Your password",
    current: "Current password",
    next: "New password",
    changePassword: "Change the password",
    changeHint: "Every other browser of yours is signed out.",
    reset: "Give a new password",
    resetWarning: (name: string) => `${name} is signed out everywhere. The new password is shown to you once.`,
    resetButton: "Make it and show it",
    remove: "Delete the account",
    removeWarning: (name: string) => `${name} is signed out and cannot come in any more. Books and costs stay.`,
    removeButton: "Delete it for good",
  },
  keys: {
    title: "API keys",
    note: html`For programs: send one as <code>Authorization: Bearer …</code>`,
    none: "No key yet. A program that orders books or reports its costs needs one.",
    begins: "Begins with",
    made: "Made",
    by: (whom: string) => `by ${whom}`,
    byCommand: "on the command line",
    lastUse: "Last use",
    never: "never",
    make: "Make a key",
    makeLabel: "What will use it",
    makeHint: "Such as “the shop’s order desk”.",
    makeButton: "Make it and show it",
    revoke: "Revoke",
    revokeWarning: (name: string) => `Whatever uses “${name}” is refused at once. This cannot be taken back.`,
    revokeButton: "Revoke it for good",
    revoked: "Revoked",
    revokedKeys: (count: number) => `${count} revoked ${count === 1 ? "key" : "keys"}`,
  },
  once: {
    keyTitle: (name: string) => `The key for ${name}`,
    passwordTitle: (name: string) => `The password of ${name}`,
    keyLead: "Copy it now. It is kept here only as a fingerprint and cannot be shown again.",
    passwordLead: (email: string) =>
      `Hand it on now; it cannot be shown again. The address to sign in with is ${email}.`,
    key: "The key",
    password: "The password",
    select: "One click on it marks all of it.",
    back: "Back to the settings",
  },
  installation: {
    title: "This installation",
    version: "Version",
    database: "Database",
    postgres: (version: string) => `PostgreSQL ${version}`,
    embedded: (size: string) => `embedded, ${size}`,
    server: (size: string) => `a server of its own, ${size}`,
    storage: "Pictures",
    free: (size: string) => `${size} free`,
    processes: "Processes",
    alive: (count: number) => `${count} alive`,
    silent: (count: number) => (count === 0 ? "all of them" : `${count} silent`),
    process: "Process",
    roles: { all: "All in one", web: "Web", worker: "Worker" },
    state: "State",
    isAlive: "Alive",
    isSilent: "No word",
    pid: (pid: number) => `pid ${pid}`,
    draws: "Draws at once",
    since: "Since",
    lastWord: "Last word",
    nobodyDraws:
      "Nobody draws: no process that takes pictures in hand is alive. Start one with ROLE=worker or ROLE=all.",
  },
}

/** What is missing or wrong on this machine and how to mend it: said by `colophon doctor` and at every start. */
export const sentences = {
  node: (version: string) => `Node ${version} runs this.`,
  settings: "The settings can be read.",
  folder: (folder: string) => `DATA_DIR ${folder} can be written.`,
  folderRefused: (folder: string, why: string) =>
    `DATA_DIR ${folder} cannot be used: ${why}; make it writable for the user who starts Colophon, or set DATA_DIR to another folder.`,
  disk: (free: string, folder: string) => `${free} are free for ${folder}.`,
  lowDisk: (free: string, folder: string, books: string) =>
    `Only ${free} are free for ${folder}, which is room for ${books}; free some space, or set DATA_DIR to a folder on a larger disk.`,
  roomFor: (books: number) => (books === 0 ? "no further book" : books === 1 ? "one book" : `about ${books} books`),
  portFree: (port: number) => `PORT ${port} is free.`,
  portOurs: (port: number) => `Colophon answers on PORT ${port} already.`,
  portTaken: (port: number) => `PORT ${port} is taken by another program; set PORT to a free one.`,
  portForbidden: (port: number) =>
    `PORT ${port} may not be listened on by this user; set PORT to one from 1024 on, or let a proxy listen there.`,
  hostUnknown: (host: string) =>
    `HOST ${host} is no address of this machine; set HOST to 127.0.0.1, or to 0.0.0.0 to be reached from elsewhere.`,
  portProblem: (host: string, port: number, why: string) =>
    `HOST ${host} and PORT ${port} cannot be listened on: ${why}; set them to an address and a port of this machine.`,
  database: (version: string, embedded: boolean) =>
    embedded ? `The embedded PostgreSQL ${version} runs.` : `The PostgreSQL ${version} of DATABASE_URL answers.`,
  noKey: "OPENROUTER_API_KEY is not set: pictures come from the built-in sandbox, and nothing costs real money.",
  keyWorks: "OpenRouter accepts OPENROUTER_API_KEY.",
  keyRefused: (status: number) =>
    `OpenRouter refuses OPENROUTER_API_KEY (it answered ${status}); set it to a key from https://openrouter.ai/keys that works.`,
  keyUnheard: (address: string, why: string) =>
    `${address} does not answer (${why}), so OPENROUTER_API_KEY could not be tried; look at OPENROUTER_BASE_URL and at the network.`,
  allWell: "Nothing is missing.",
} as const

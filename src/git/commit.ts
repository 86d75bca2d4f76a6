/** Commits as values: what the ledger and the lock say is in their messages. */
import type { Identity } from './identity.ts'
import { readObjects } from './objects.ts'
import { oncePerGit } from './once-per-git.ts'
import type { Git } from './run-git.ts'

export interface NewCommit {
  readonly tree: string
  /** The first one is what it follows. */
  readonly parents: readonly string[]
  readonly by: Identity
  readonly at: Date
  readonly subject: string
  /** Paragraphs between subject and trailers, '' for none. */
  readonly body: string
  /** Written one a line, in this order; control characters are percent-encoded. */
  readonly trailers: Readonly<Record<string, string>>
}

export interface Commit {
  readonly oid: string
  readonly parent: string | null
  readonly subject: string
  /** `name <email>` of the author. */
  readonly author: string
  readonly trailers: ReadonlyMap<string, string>
}

/** Writes the object; no ref moves. @returns its id. */
export function writeCommit(git: Git, commit: NewCommit): Promise<string> {
  const { name, email } = commit.by
  const stamp = `${name} <${email}> ${Math.floor(commit.at.getTime() / 1000)} +0000`
  const head = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${stamp}`,
    `committer ${stamp}`,
  ]
  const trailers = Object.entries(commit.trailers).map(([key, value]) => `${key}: ${encoded(value)}`)
  const paragraphs = [encoded(commit.subject), commit.body.trim(), trailers.join('\n')]
  const input = `${head.join('\n')}\n\n${paragraphs.filter((text) => text !== '').join('\n\n')}\n`
  return git.text(['hash-object', '-t', 'commit', '-w', '--stdin'], { input })
}

export async function readCommit(git: Git, oid: string): Promise<Commit> {
  const [commit] = await readCommits(git, [oid])
  return commit ?? parsedCommit(oid, '')
}

/** In the order asked for, each read once; of an object that is no commit, one that says nothing. */
export async function readCommits(git: Git, oids: readonly string[]): Promise<readonly Commit[]> {
  const known = await knownCommits(git)
  const unread = [...new Set(oids)].filter((oid) => !known.has(oid))
  const objects = await readObjects(git, unread)
  for (const [index, oid] of unread.entries())
    known.set(oid, parsedCommit(oid, objects[index]?.toString('utf8') ?? ''))
  return oids.map((oid) => known.get(oid) ?? parsedCommit(oid, ''))
}

/** An object never says anything else. */
const knownCommits = oncePerGit(async () => new Map<string, Commit>())

function parsedCommit(oid: string, text: string): Commit {
  const end = text.indexOf('\n\n')
  const head = text.slice(0, end)
  const message = text.slice(end + 2).trimEnd()
  const last = message.split('\n\n').at(-1) ?? ''
  const trailers = last.split('\n').flatMap((line) => {
    const match = /^([A-Za-z-]+): ?(.*)$/.exec(line)
    return match === null ? [] : [[match[1] ?? '', decoded(match[2] ?? '')] as const]
  })
  return {
    oid,
    parent: /^parent ([0-9a-f]+)$/m.exec(head)?.[1] ?? null,
    subject: decoded(message.split('\n')[0] ?? ''),
    author: /^author (.*) \d+ [+-]\d+$/m.exec(head)?.[1] ?? '',
    trailers: new Map(trailers),
  }
}

function encoded(text: string): string {
  return text.replace(/[%\p{Cc}]/gu, (character) => encodeURIComponent(character))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // Not written by this tool.
    return text
  }
}

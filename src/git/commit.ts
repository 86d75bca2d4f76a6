/** Reads and writes commits; the ledger and the lock keep their facts as trailers in the messages. */
import type { Identity } from './identity.ts'
import { readObjects } from './objects.ts'
import { oncePerGit } from './once-per-git.ts'
import type { Git } from './run-git.ts'
import { type ObjectsDraft, objectFormat, objectId, writeObjects } from './write-objects.ts'

export interface NewCommit {
  /** Not written yet. */
  readonly tree: ObjectsDraft
  /** The first parent is the commit that it follows. */
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
  /** The whole message, without line feeds at its end. */
  readonly message: string
}

/** Writes the commit and its tree; no ref moves. @returns its id. */
export async function writeCommit(git: Git, commit: NewCommit): Promise<string> {
  const { name, email } = commit.by
  const stamp = `${name} <${email}> ${Math.floor(commit.at.getTime() / 1000)} +0000`
  const head = [
    `tree ${commit.tree.oid}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${stamp}`,
    `committer ${stamp}`,
  ]
  const text = `${head.join('\n')}\n\n${commitMessage(commit)}`
  const written = { kind: 'commit', content: Buffer.from(text) } as const
  await writeObjects(git, [...commit.tree.objects, written])
  return objectId(await objectFormat(git), written)
}

/**
 * Writes the commit with git's own signature, as the user's config asks for it.
 *
 * @returns its id, or why git did not sign it.
 */
export async function writeSignedCommit(
  git: Git,
  commit: NewCommit,
): Promise<{ readonly oid: string } | { readonly failure: string }> {
  const { tree, parents, by, at } = commit
  const date = `${Math.floor(at.getTime() / 1000)} +0000`
  const env = {
    GIT_AUTHOR_NAME: by.name,
    GIT_AUTHOR_EMAIL: by.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: by.name,
    GIT_COMMITTER_EMAIL: by.email,
    GIT_COMMITTER_DATE: date,
  }
  await writeObjects(git, tree.objects)
  const follows = parents.flatMap((parent) => ['-p', parent])
  const args = ['commit-tree', '-S', ...follows, '-F', '-', tree.oid]
  const { status, stdout, stderr } = await git.attempt(args, { input: commitMessage(commit), env })
  if (status === 0) return { oid: stdout.toString('utf8').trim() }
  return { failure: stderr.replace(/\s+/g, ' ').trim() || 'git said nothing' }
}

/** The text of the message as the commit object has it, with the line feed at its end. */
export function commitMessage({
  subject,
  body,
  trailers,
}: Pick<NewCommit, 'subject' | 'body' | 'trailers'>): string {
  const lines = Object.entries(trailers).map(([key, value]) => `${key}: ${encoded(value)}`)
  const paragraphs = [encoded(subject), body.trim(), lines.join('\n')]
  return `${paragraphs.filter((text) => text !== '').join('\n\n')}\n`
}

export async function readCommit(git: Git, oid: string): Promise<Commit> {
  const [commit] = await readCommits(git, [oid])
  return commit ?? parsedCommit(oid, '')
}

/** Returned in the order asked for; each is read once. An object that is not a commit gives an empty one. */
export async function readCommits(git: Git, oids: readonly string[]): Promise<readonly Commit[]> {
  const known = await knownCommits(git)
  const unread = [...new Set(oids)].filter((oid) => !known.has(oid))
  const objects = await readObjects(git, unread)
  for (const [index, oid] of unread.entries())
    known.set(oid, parsedCommit(oid, objects[index]?.toString('utf8') ?? ''))
  return oids.map((oid) => known.get(oid) ?? parsedCommit(oid, ''))
}

/** Objects never change, so they are cached. */
const knownCommits = oncePerGit(async () => new Map<string, Commit>())

export function parsedCommit(oid: string, text: string): Commit {
  const end = text.indexOf('\n\n')
  const head = text.slice(0, end)
  const message = text.slice(end + 2).trimEnd()
  const last = message.split('\n\n').at(-1) ?? ''
  const trailers = last.split('\n').flatMap((line) => {
    const match = /^([A-Za-z-]+): ?(.*)$/.exec(line)
    return match === null ? [] : [[match[1] ?? '', decoded(match[2] ?? '')] as const]
  })
  const facts = new Map(trailers)
  return {
    oid,
    parent: /^parent ([0-9a-f]+)$/m.exec(head)?.[1] ?? null,
    subject: decoded(message.split('\n')[0] ?? ''),
    author: /^author (.*) \d+ [+-]\d+$/m.exec(head)?.[1] ?? '',
    // policyctl writes each trailer once. Somebody appended the second one, so none of them is believed.
    trailers: facts.size === trailers.length ? facts : new Map(),
    message,
  }
}

function encoded(text: string): string {
  return text.replace(/[%\p{Cc}]/gu, (character) => encodeURIComponent(character))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // Another tool wrote it: a lone % is no escape there.
    return text
  }
}

import { oncePerGit } from './once-per-git.ts'
import type { Git } from './run-git.ts'

export interface Identity {
  readonly name: string
  readonly email: string
}

/** The identity of commits if git has none configured. */
export const OWN_IDENTITY: Identity = { name: 'policyctl', email: 'noreply@policyctl.invalid' }

/** GIT_AUTHOR_NAME and GIT_AUTHOR_EMAIL, else git's config, else the tool's own. Git's guess from the machine's name is never used. */
export const identityOf: (git: Git) => Promise<Identity> = oncePerGit(async (git) => {
  const { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email } = git.env
  if (isFilled(name) && isFilled(email)) return clean({ name, email })
  const configured = await settingsOf(git)
  const found = {
    name: name || configured.get('user.name') || '',
    email: email || configured.get('user.email') || '',
  }
  return isFilled(found.name) && isFilled(found.email) ? clean(found) : OWN_IDENTITY
})

/** The last value of each setting; null for a setting without a value, which means true. */
const settingsOf = oncePerGit(async (git): Promise<ReadonlyMap<string, string | null>> => {
  const { stdout } = await git.attempt(['config', '--null', '--list'])
  return new Map(stdout.toString('utf8').split('\0').map(entryOf))
})

/** Tells whether git is told to sign commits (`commit.gpgsign`). */
export async function signsCommits(git: Git): Promise<boolean> {
  const value = (await settingsOf(git)).get('commit.gpgsign')
  return value !== undefined && (value === null || /^(true|yes|on|[1-9]\d*)$/i.test(value))
}

function entryOf(text: string): readonly [string, string | null] {
  const [key = '', ...value] = text.split('\n')
  return [key, text.includes('\n') ? value.join('\n') : null]
}

function isFilled(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== ''
}

/** Removes characters that a name in a commit cannot have. */
function clean({ name, email }: Identity): Identity {
  const strip = (text: string): string => text.replace(/[<>\p{Cc}]/gu, '').trim() || OWN_IDENTITY.name
  return { name: strip(name), email: strip(email) }
}

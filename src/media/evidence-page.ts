/** Writes the page of one change in a pack for auditors: its facts, its approvals, and its effect on access. */

import { recordOnly, workspaceAccess } from '../evidence/record-only.ts'
import type { Predicate } from '../evidence/statement.ts'
import type { VerifiedCommit } from '../evidence/verify-chain.ts'
import type { ChainCommit } from '../policy/ledger-record.ts'
import type { LedgerContents } from '../policy/ledger-snapshot.ts'
import { filesOfRun, recordedFiles } from '../policy/recorded-files.ts'
import { code, prose } from './markdown-text.ts'
import { regionsMarkdown } from './regions-markdown.ts'

/** Safe Markdown, whatever names hold. */
export function evidencePage(change: VerifiedCommit, parent: ChainCommit | null): string {
  const { commit, statement, broken, unknown, isSigned } = change
  const { said, oid, parents } = commit
  const rows: readonly (readonly [string, string])[] = [
    ['Ledger commit', code(oid)],
    ['Follows', parents.length === 0 ? 'nothing: it is the first' : parents.map(code).join(', ')],
    ['Applied at', code(said?.appliedAt ?? '')],
    ['Workspace', code(said?.endpoint ?? '')],
    ['Files', filesText(commit)],
    ['Run by', `${code(said?.actor ?? '')}${said?.run == null ? '' : `, ${code(said.run)}`}`],
    ['Tool', code(said?.tool ?? 'not said')],
    ['Signed', isSigned ? 'by a key that the base branch trusts' : 'by no key that the base branch trusts'],
    ['Unknown', unknown.length === 0 ? 'nothing' : unknown.join(', ')],
  ]
  const parts = [
    `# ${code(said?.deed ?? 'apply')} at ${code(said?.appliedAt ?? '')}`,
    ['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n'),
    ...(broken.length === 0
      ? []
      : ['## Broken', broken.map(({ what, message }) => `- **${what}**: ${prose(message)}`).join('\n')]),
    ...(statement === null
      ? ['It has no statement: it was written before there were any.']
      : statementParts(statement.predicate, accessParts(change, parent?.contents ?? null))),
  ]
  return `${parts.join('\n\n')}\n`
}

function filesText(commit: ChainCommit): string {
  const name = commit.said?.commit ?? null
  return filesOfRun(name === null ? null : code(name), recordedFiles(commit)) || 'none were applied'
}

/** The change of the workspace first; the signed statement has the change of the ledger. */
function accessParts(change: VerifiedCommit, parent: LedgerContents | null): readonly string[] {
  const access = workspaceAccess(change, parent)
  const { takenOver, givenUp } = recordOnly(parent, change.commit)
  const unknown = [...takenOver].flatMap(([name, spec]) => (spec === null ? [name] : []))
  const names = (list: Iterable<string>): string => [...list].map(code).join(', ')
  return [
    access.length === 0
      ? 'Nothing changed.'
      : regionsMarkdown(access, { verbose: true, causesOf: () => [] }).trimEnd(),
    ...(takenOver.size === 0
      ? []
      : [
          `Taken over: ${names(takenOver.keys())}. They were live before; that the repository manages them from here on changed no access. The statement lists the change of the ledger, and so has them as new.`,
        ]),
    ...(unknown.length === 0
      ? []
      : [
          `Nobody recorded what ${names(unknown)} said before this run changed it: the table may show more than changed.`,
        ]),
    ...(givenUp.length === 0
      ? []
      : [
          `Given up: ${names(givenUp)}. They stay live; that the repository no longer manages them changed no access. The statement lists the change of the ledger, and so has them as gone.`,
        ]),
  ]
}

function statementParts(predicate: Predicate, access: readonly string[]): readonly string[] {
  const { guardrails, results, converged } = predicate
  return [
    '## Who allowed it',
    allowedText(predicate),
    '## Access',
    ...access,
    ...listPart('Guards that were lifted', predicate.lifted, ({ guard, policy, reason }) =>
      [
        code(guard),
        policy === null ? '' : ` for ${code(policy)}`,
        `: ${prose(reason ?? 'no reason given')}`,
      ].join(''),
    ),
    ...listPart('Guardrails', guardrails, (one) => code(JSON.stringify(one))),
    ...listPart('Steps', results, (one) => {
      const { action, policy, status } = one as Readonly<Record<string, unknown>>
      return `${code(String(action))} ${code(String(policy))}: ${code(String(status))}`
    }),
    ...(converged === null
      ? []
      : [
          converged
            ? 'At the end the workspace was as planned.'
            : 'At the end the workspace was **not** as planned.',
        ]),
  ]
}

function allowedText({ pullRequests, author, approvals, reviewed, rulesets = null }: Predicate): string {
  const by = author === null ? 'Its author is not known.' : `Written by ${code(author)}.`
  if (!reviewed) return `${by} Pull requests and approvals are not known: nobody asked GitHub.`
  const pulls = pullRequests.map((one) => code(typeof one === 'number' ? `#${one}` : one)).join(', ')
  const lines = approvals.map(
    (one) => `- approved by ${code(one.by)} at ${code(one.at)}, for commit ${code(one.commit)}`,
  )
  return [
    `${by} ${pulls === '' ? 'No pull request brought it.' : `Pull requests: ${pulls}.`}`,
    lines.length === 0 ? 'Nobody had approved it.' : lines.join('\n'),
    rulesets === null
      ? 'The rulesets of the default branch could not be read.'
      : `${rulesets.rules.length} rules of rulesets stood for ${code(rulesets.branch)} (rulesets.json).`,
  ].join('\n\n')
}

function listPart<Item>(
  title: string,
  items: readonly Item[],
  textOf: (item: Item) => string,
): readonly string[] {
  return items.length === 0 ? [] : [`## ${title}`, items.map((item) => `- ${textOf(item)}`).join('\n')]
}

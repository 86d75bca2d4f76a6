import { findAgents } from '../access/questions/find-agent.ts'
import { type HistoryAnswer, historyAnswer } from '../answers/history.ts'
import { assertQuestion, FIELD } from '../diagnostic/assert-question.ts'
import { docsPage } from '../diagnostic/docs-page.ts'
import { firstNames } from '../diagnostic/first-names.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { contradictions } from '../evidence/contradictions.ts'
import { historyOf, putBackRuns } from '../evidence/history.ts'
import type { ChainCommit } from '../policy/ledger-record.ts'
import type { PutBackRun } from '../policy/put-back-run.ts'
import { hiddenInUrl } from '../policy/userinfo.ts'
import { readLedgerChain } from '../workbench/ledger-chain.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { checkedPattern, warnOfPattern } from './checked-pattern.ts'
import { warnOfMethod } from './warn-of-request.ts'

export interface HistoryQuestion {
  /** Names of policies; []: all. */
  readonly names: readonly string[]
  /** `namespace/name`, or the bare name; null: all agents. */
  readonly agent: string | null
  /** Method and pattern in one text, as typed; null: all requests. */
  readonly request: string | null
}

/**
 * Lists the commits of the ledger that changed access: who allowed what, when,
 * through which pull request. Works in a git clone.
 *
 * @throws PolicyctlError usage, policy-unknown, git-required, ledger-missing, ledger-unreadable.
 */
export async function accessHistory(workbench: Workbench, question: HistoryQuestion): Promise<HistoryAnswer> {
  assertQuestion('accessHistory', question, {
    names: FIELD.texts,
    agent: FIELD.textOrNull,
    request: FIELD.textOrNull,
  })
  const request = question.request === null ? null : requestIn(question.request)
  if (request !== null) {
    warnOfMethod(request.method, workbench.context)
    warnOfPattern(request.pattern, workbench.context)
  }
  const { place, commits } = await readLedgerChain('history', workbench)
  refuseUnreadable(commits, place.ledger)
  tellContradictions(commits, workbench)
  for (const name of question.names) refuseUnknown(commits, name, place.ledger)
  const agents = question.agent === null ? null : agentsIn(commits, question.agent, place.ledger)
  const changes = historyOf(commits, { names: question.names, agents, request })
  for (const run of putBackRuns(commits, question.names))
    workbench.context.notify({ kind: 'note', text: putBackText(run) })
  const isNarrowed = question.names.length > 0 || agents !== null || request !== null
  return historyAnswer(place.target, changes, { commits: commits.length, isNarrowed })
}

/** Such a commit tells of a change that nobody may have made. */
function tellContradictions(commits: readonly ChainCommit[], { context: { notify } }: Workbench): void {
  const found = contradictions(commits).map(({ oid }) => oid.slice(0, 7))
  if (found.length === 0) return
  const text = `do not believe ledger ${firstNames(found, NAMES_SHOWN)}: files, message or place in the chain contradict the statement, so policyctl did not write it so; policyctl verify says more`
  notify({ kind: 'warning', text })
}

/** The access that such a run changed is in no record, so it must not be missing silently. */
function putBackText({ revision, policies }: PutBackRun): string {
  const names = firstNames(policies, NAMES_SHOWN)
  return `ledger ${revision.slice(0, 7)} put live edits back: ${names}; those edits are not recorded, so what they changed is not listed`
}

const NAMES_SHOWN = 10

function requestIn(text: string) {
  const [method = '', pattern = '', ...more] = text.trim().split(/\s+/)
  if (pattern !== '' && more.length === 0) return checkedPattern({ method, pattern })
  throw new PolicyctlError('usage', {
    message: `--request takes a method and a pattern, not '${hiddenInUrl(text)}'`,
    hint: "write both in quotes: --request 'DELETE https://api.stripe.com/*'",
  })
}

function refuseUnreadable(commits: readonly ChainCommit[], ledger: string): void {
  const found = commits.find(({ contents, said }) => contents === null || said === null)
  if (found === undefined) return
  throw new PolicyctlError('ledger-unreadable', {
    message:
      found.fault ??
      `the ledger '${ledger}' has ${found.oid.slice(0, 12)}, which is not a commit that policyctl wrote`,
    hint: `policyctl verify shows what else in it is broken; ${docsPage('ledger.md#repair')} says how to repair it`,
  })
}

function refuseUnknown(commits: readonly ChainCommit[], name: string, ledger: string): void {
  if (commits.some(({ contents }) => contents?.policies.has(name))) return
  throw new PolicyctlError('policy-unknown', {
    message: `the ledger '${ledger}' never had a policy '${name}'`,
    hint: 'history without a name lists all of them',
  })
}

function agentsIn(commits: readonly ChainCommit[], name: string, ledger: string): readonly string[] {
  const found = commits.flatMap(({ contents }) =>
    findAgents({ bindings: contents?.bindings ?? new Map() }, name),
  )
  if (found.length > 0) return [...new Set(found)]
  throw new PolicyctlError('usage', {
    message: `the ledger '${ledger}' never saw an agent '${name}'`,
    hint: 'history without --agent lists all agents that were bound when something was applied',
  })
}

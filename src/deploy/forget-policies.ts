import { type ForgetAnswer, forgetAnswer } from '../answers/forget.ts'
import { assertQuestion, FIELD } from '../diagnostic/assert-question.ts'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { docsPage } from '../diagnostic/docs-page.ts'
import { firstNames } from '../diagnostic/first-names.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { readLedger } from '../git/ledger.ts'
import { acquireLock, withdrawLock } from '../git/lock.ts'
import { writeLedger } from '../git/write-ledger.ts'
import { readWholeProject } from '../workbench/project-folder.ts'
import { missingLedger, requireLedger } from '../workbench/require-ledger.ts'
import type { Workbench } from '../workbench/workbench.ts'

export interface ForgetQuestion {
  readonly names: readonly string[]
}

/**
 * Removes policies from the ledger. They stay live, and no apply deletes them any
 * more. Needs git only, and sends nothing to the workspace.
 *
 * @throws PolicyctlError git-required, ledger-missing, policy-unknown, locked, and those of the remote.
 */
export async function forgetPolicies(workbench: Workbench, question: ForgetQuestion): Promise<ForgetAnswer> {
  assertQuestion('forgetPolicies', question, { names: FIELD.texts })
  const { names } = question
  const { clock, nonce } = workbench.context
  const place = await requireLedger('forget', workbench)
  const forgotten = [...new Set(names)].sort()
  // Read before the ledger moves: an error of the files must not hide that the policies are forgotten.
  const withFile = await namesWithFile(workbench, forgotten)
  const lock = await acquireLock(place, { intent: new Map(), nonce: nonce(), wait: 0 })
  try {
    const base = await readLedger(place)
    if (base === null) throw missingLedger(place)
    for (const name of forgotten)
      if (!base.policies.has(name) && !base.pending.has(name))
        throw unknownToLedger(name, place.target, [...base.policies.keys(), ...base.pending.keys()])
    const ledger = await writeLedger(place, {
      deed: 'forget',
      base,
      settled: new Map(forgotten.map((name) => [name, null])),
      pending: new Map(),
      shown: new Map(),
      subject: `Forget ${forgotten.length} ${forgotten.length === 1 ? 'policy' : 'policies'} of ${place.target}`,
      body: forgotten.map((name) => `forgot ${name}`).join('\n'),
      commit: base.commit,
      plan: null,
      counts: { forgotten: forgotten.length },
      at: clock.now(),
      lock: lock.revision,
      hasWritten: true,
    })
    const { name, endpoint, namespace } = workbench.identity()
    const target = { name, endpoint, namespace }
    return forgetAnswer({ formatVersion: 1, target, ledger: ledger ?? base.revision, forgotten, withFile })
  } finally {
    await withdrawLock(place, lock)
  }
}

async function namesWithFile(workbench: Workbench, names: readonly string[]): Promise<readonly string[]> {
  const files = await readWholeProject(workbench)
  const written = new Set(files.flatMap((file) => file.policies.map(({ policy }) => policy.name)))
  return names.filter((name) => written.has(name))
}

/** A hint names at most so many policies. */
const NAMES_SHOWN = 5

function unknownToLedger(name: string, target: string, known: readonly string[]): PolicyctlError {
  const meant = didYouMean(name, known)
  return new PolicyctlError('policy-unknown', {
    message: `the ledger of '${target}' has no policy '${name}'`,
    hint: `${meant === null ? '' : `did you mean ${meant}? `}${known.length === 0 ? 'it has no policy' : `it has ${firstNames([...known].sort(), NAMES_SHOWN)}`}; earlier ones: ${docsPage('ledger.md#reading-it')}`,
  })
}

import type { Desired } from '../change/desired.ts'
import { openPlanning, prepare } from '../deploy/planning.ts'
import { EXIT, type ExitStatus } from '../diagnostic/exit-status.ts'
import { adoptedSince } from '../git/adopted-since.ts'
import { type LedgerPlace, readRevisionOfLedger } from '../git/ledger.ts'
import { namedRevision, previousRevision } from '../git/ledger-history.ts'
import { ageOf } from '../git/lock.ts'
import type { Binding } from '../policy/binding.ts'
import type { LedgerSnapshot } from '../policy/ledger-snapshot.ts'
import type { Policies } from '../policy/policy.ts'
import { printable } from '../words/printable.ts'
import type { Context } from '../workbench/context.ts'
import { missingLedger, requireLedger } from '../workbench/ledger-place.ts'
import { readWholeProject } from '../workbench/policies-off-disk.ts'
import { openProject, type Project } from '../workbench/project.ts'
import { openTarget } from '../workbench/target.ts'
import { carryOut } from './apply/carry-out.ts'
import { ONLY, onlyOf, overridesOf, WRITING } from './apply/options.ts'
import type { Command, Invocation } from './command.ts'

/** An earlier revision of the ledger is what is wanted; the way there is that of every apply. */
export const command: Command = {
  name: 'rollback',
  description:
    'Plans the way back to what the ledger held at an earlier revision, shows it, asks, and writes,\nunder the same guards and in the same safe order as apply. The files stay as they are: revert them in git\ntoo, or the next apply goes forward again.',
  options: [
    { flags: '--to <revision>', description: 'of the ledger; default: the one before' },
    ONLY,
    ...WRITING.filter(({ flags }) => flags !== '--allow-behind'),
  ],
  formats: ['text', 'json'],
  examples: [
    ['policyctl rollback --target production', 'undo the last apply'],
    ['policyctl rollback --to a41c9e2 --only payments-write', 'put one policy back'],
  ],
  run,
}

async function run(invocation: Invocation): Promise<ExitStatus> {
  const { context, global, options } = invocation
  const project = await openProject(context, global)
  const target = await openTarget(invocation, project)
  try {
    const place = requireLedger('rollback', await target.ledger.access())
    const ledger = await target.ledger.read()
    if (ledger === null) throw missingLedger(place)
    const revision = typeof options.to === 'string' ? options.to : null
    const earlier = await earlierLedger(place, ledger.revision, revision)
    const adopted = await adoptedSince(place, { earlier, current: ledger })
    const desired = desiredOf(new Map([...earlier.policies, ...adopted]))
    const asked = { desired, bindings: await bindingsOf(context, project) }
    const planning = await openPlanning(invocation, project, target)
    const choices = {
      only: onlyOf(invocation),
      overrides: overridesOf(invocation),
      skipBlocked: options.skipBlocked === true,
      readsUsage: true,
      ignoresHead: true,
    }
    if (!global.quiet)
      context.stderr.write(`${aimText(earlier, context.clock.now())}${adoptedText([...adopted.keys()])}`)
    const status = await carryOut({
      planning,
      asked,
      policies: [],
      name: `Roll back to ${earlier.revision.slice(0, 7)}:`,
      isReviewed: false,
      prepare: () => prepare(planning, asked, choices),
    })
    if (status === EXIT.done && !global.quiet) context.stderr.write(FORWARD)
    return status
  } finally {
    await target.close()
  }
}

/** Which state is wanted, before the plan that leads there. */
function aimText({ revision, appliedAt, commit }: LedgerSnapshot, now: Date): string {
  const files = commit === null ? '' : `, files of ${commit.slice(0, 7)}`
  return `back to ledger ${revision.slice(0, 7)}, applied ${ageOf(appliedAt, now)} ago${files}\n`
}

/** What was live before an apply knew it stays, though the earlier ledger has no such policy. */
function adoptedText(names: readonly string[]): string {
  if (names.length === 0) return ''
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : ''
  const shown = names.slice(0, NAMES_SHOWN).map(printable).join(', ')
  return `adopted since, not created by an apply, so kept: ${shown}${more}\n`
}

const NAMES_SHOWN = 10

const FORWARD =
  'the files still ask for what they asked for: revert them in git too, or the next apply goes forward again\n'

/** @throws PolicyctlError revision-unknown. */
async function earlierLedger(
  place: LedgerPlace,
  current: string,
  name: string | null,
): Promise<LedgerSnapshot> {
  const revision =
    name === null ? await previousRevision(place, current) : await namedRevision(place, { current, name })
  return readRevisionOfLedger(place, revision)
}

function desiredOf(policies: Policies): Desired {
  return new Map([...policies].map(([name, spec]) => [name, { spec, file: null }]))
}

async function bindingsOf(context: Context, project: Project): Promise<readonly Binding[]> {
  const files = await readWholeProject(context, project)
  return files.flatMap(({ bindings }) => bindings)
}

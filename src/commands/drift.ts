import type { DriftView } from '../answers/drift-view.ts'
import { causesFinder } from '../deploy/place-causes.ts'
import { heldLock } from '../deploy/plan-view.ts'
import { EXIT } from '../diagnostic/exit-status.ts'
import { withHeldIntent } from '../git/held-intent.ts'
import { formerPolicies } from '../git/ledger-history.ts'
import { driftMarkdown } from '../media/drift-markdown.ts'
import { driftText } from '../media/drift-text.ts'
import { jsonText } from '../media/json-text.ts'
import { makeDrift } from '../plan/make-drift.ts'
import { missingLedger, requireLedger } from '../workbench/ledger-place.ts'
import { readWholeProject } from '../workbench/policies-off-disk.ts'
import { openProject, type Project } from '../workbench/project.ts'
import { openTarget, type Target } from '../workbench/target.ts'
import type { Command, Invocation } from './command.ts'

/** ledger × live: what somebody changed in the workspace without the repository. */
export const command: Command = {
  name: 'drift',
  description:
    'Compares the workspace with what was last applied to it, and says what the difference opens or closes.\nWhat is merged and not applied yet is no drift; policies that were never applied from here are listed\nas unmanaged, and are no drift either. One request to the API, never a write.',
  options: [{ flags: '--exit-code', description: 'exit 2 if there is drift' }],
  formats: ['text', 'json', 'markdown'],
  examples: [
    ['policyctl drift --target production', 'see what was changed outside git'],
    ['policyctl drift --exit-code --format json', 'let a schedule look for it'],
  ],
  run: async (invocation: Invocation) => {
    const project = await openProject(invocation.context, invocation.global)
    const target = await openTarget(invocation, project)
    try {
      const drift = await findDrift(invocation, project, target)
      invocation.context.stdout.write(rendered(drift, invocation))
      const isPending = invocation.options.exitCode === true && drift.document.changes.length > 0
      return isPending ? EXIT.pending : EXIT.done
    } finally {
      await target.close()
    }
  },
}

/** @throws PolicyctlError git-required, ledger-missing, and those of ledger and store. */
export async function findDrift(
  { context, global }: Invocation,
  project: Project,
  target: Target,
): Promise<DriftView> {
  const place = requireLedger('drift', await target.ledger.access())
  const { snapshot, lock } = await target.ledger.readWithLock()
  const ledger = withHeldIntent(snapshot, lock)
  if (ledger === null) throw missingLedger(place)
  const [live, former, files] = await Promise.all([
    target.reads.list(),
    formerPolicies(place, ledger.revision),
    readWholeProject(context, project),
  ])
  const bindings = files.flatMap((file) => file.bindings)
  const policies = files.flatMap((file) => file.policies)
  const wanted = new Map(policies.map(({ policy, isSound }) => [policy.name, isSound ? policy.spec : null]))
  return {
    ...makeDrift({
      ledger,
      live,
      former,
      bindings,
      wanted,
      target: target.name,
      guardrails: project.config.guardrails,
    }),
    lock: heldLock(lock, context.clock.now()),
    namedTarget: global.target,
  }
}

function rendered(drift: DriftView, { context, format, global: { verbose } }: Invocation): string {
  const causesOf = causesFinder(drift.before, drift.after, [])
  if (format === 'json') return jsonText(drift.document)
  if (format === 'markdown') return driftMarkdown(drift, { verbose, causesOf })
  return driftText(drift, { verbose, causesOf, color: context.stdout.hasColor })
}

import type { AdoptAnswer } from '../answers/adopt.ts'
import type { AdoptFleetAnswer } from '../answers/adopt-fleet.ts'
import { adoptLive } from '../author/adopt-live.ts'
import { docsPage } from '../diagnostic/docs-page.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { adoptFleetText } from '../media/adopt-fleet-text.ts'
import { adoptText } from '../media/adopt-text.ts'
import { jsonText } from '../media/json-text.ts'
import { adoptFleet } from '../onboard/adopt-fleet.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand, type Invocation, type Options } from './command.ts'
import { namesSeveral } from './several.ts'
import { SHARED } from './shared-option.ts'

/** Onboarding: what is live becomes files, baseline and ledger; the workspace is only read. */
export const command = defineCommand<AdoptAnswer | AdoptFleetAnswer>({
  name: 'adopt',
  targets: 'own',
  description: `Writes a file for each live policy that has none, records findings that exist already in\n.policyctl-baseline.json, and records the policies in the ledger as they are; the ledger is pushed to the remote at once. Afterwards lint passes and\nplan shows only changes that the files had before. Nothing is written to the workspace, and nothing is committed to a branch.\nWith several targets, or folders of copies, it writes layers and maps, and one file for each policy that they share: ${docsPage('fleets.md#from-live-workspaces')}`,
  arguments: [['[name...]', 'live policies to adopt']],
  options: [
    {
      flags: '--all',
      description: 'all live policies; with several targets, all are meant also without it',
    },
    SHARED,
    {
      flags: '--from <side>',
      description: 'read copies in a folder, not the workspace: dir:PATH, one for each target',
      parse: (value, previous) => [...((previous as readonly string[] | undefined) ?? []), value],
      isRepeatable: true,
    },
    { flags: '--dry-run', description: 'write nothing' },
    { flags: '--explain', description: 'several targets: list the evidence of each choice' },
    {
      flags: '--bindings',
      description:
        'write PolicyBinding documents too: who has what in the workspace, for answers from files alone',
    },
  ],
  media: {
    text: (answer, look) => ({
      stdout:
        answer.kind === 'adopt'
          ? adoptText(answer.document, { ...look, ...answer.view })
          : adoptFleetText(answer.document, { ...look, explains: answer.view.explains }),
    }),
    json: ({ document }) => ({ stdout: jsonText(document) }),
  },
  examples: [
    ['policyctl adopt --all', 'take a whole workspace over'],
    ['policyctl adopt payments crm-read', 'begin with two policies'],
    ["policyctl adopt --target '*' --dry-run --explain", 'preview the layers for all workspaces'],
  ],
  answer: (invocation) => {
    const { context, global, args: names, options } = invocation
    const { all, shared, dryRun, explain: explains, bindings } = flagsOf(options)
    const from = (options.from as readonly string[] | undefined) ?? []
    if (!namesSeveral(invocation) && from.length === 0) {
      refuseWithoutFleet(invocation)
      return withWorkbench(context, global, (workbench) =>
        adoptLive(workbench, { names, all, shared, dryRun, bindings }),
      )
    }
    refuseWithFleet(invocation)
    const { targets = [], config } = global
    return withWorkbench(context, { ...global, target: null }, (workbench) =>
      adoptFleet(workbench, { targets, names, from, config, dryRun, explains, bindings }),
    )
  },
})

type Flag = 'all' | 'shared' | 'dryRun' | 'explain' | 'bindings'

function flagsOf(options: Options): Readonly<Record<Flag, boolean>> {
  const isGiven = (name: Flag): boolean => options[name] === true
  return {
    all: isGiven('all'),
    shared: isGiven('shared'),
    dryRun: isGiven('dryRun'),
    explain: isGiven('explain'),
    bindings: isGiven('bindings'),
  }
}

/** @throws PolicyctlError usage for options that mean nothing for one target. */
function refuseWithoutFleet({ options }: Invocation): void {
  if (options.explain !== true) return
  throw new PolicyctlError('usage', {
    message: '--explain works only with several targets, and this run has one',
    hint: "name them with a glob: --target '*'",
  })
}

/** @throws PolicyctlError usage for options that mean nothing for several. */
function refuseWithFleet({ options }: Invocation): void {
  if (options.shared !== true) return
  throw new PolicyctlError('usage', {
    message:
      '--shared works with one target only; with several, a policy goes only into a layer of exactly the targets that have it',
    hint: 'leave it out',
  })
}

import { type EvidenceAnswer, evidenceAnswer } from '../answers/evidence.ts'
import { assertPackPlace, writePack } from '../author/write-pack.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { gatherEvidence } from '../inspect/gather-evidence.ts'
import { evidencePack } from '../media/evidence-pack.ts'
import { evidenceText } from '../media/evidence-text.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'

/** Writes a pack for auditors. */
export const command = defineCommand<EvidenceAnswer>({
  name: 'evidence',
  description:
    'Writes population.csv (every commit of the ledger in the span: complete, because they are chained), a page for\neach (Markdown, and HTML as map draws it), overrides.csv, rulesets.json, access at both ends (who could do what),\nand a manifest with SHA-256 of all, signed with the key in the environment variable that evidence.key of the config names. The same ledger gives the\nsame pack, byte for byte. Needs git and a clone.\nExit status 1 if something in the span is broken, as policyctl verify would say.',
  options: [
    {
      flags: '--out <dir>',
      description: 'folder to write into; empty or new. With several targets, each gets a folder below it',
    },
    {
      flags: '--since <date>',
      description: 'day (from its beginning, UTC) or instant (default: the first commit)',
    },
    { flags: '--until <date>', description: 'day (to its end, UTC) or instant (default: the newest commit)' },
  ],
  hasFormat: false,
  targets: 'each',
  media: { text: (answer, look) => ({ stdout: evidenceText(answer, look) }) },
  examples: [
    [
      'policyctl evidence --out audit-q2 --since 2026-04-01 --until 2026-06-30',
      'write a pack about a quarter',
    ],
  ],
  answer: ({ context, global, options }) => {
    const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
    const named = text(options.out)
    if (named === null || named === '') throw withoutFolder()
    // Several targets are asked one by one, around one workbench.
    const out = global.around === undefined || global.target === null ? named : `${named}/${global.target}`
    return withWorkbench(context, global, async (workbench) => {
      assertPackPlace(workbench, out)
      const gathered = await gatherEvidence(workbench, {
        since: text(options.since),
        until: text(options.until),
      })
      const { files, leftOut } = evidencePack(gathered)
      writePack(context, out, files)
      const { changes } = gathered.pack
      return evidenceAnswer({
        target: gathered.target,
        folder: out,
        files: files.length,
        leftOut,
        changes: changes.length,
        broken: changes.filter(({ broken }) => broken.length > 0).length,
        isSigned: gathered.seal !== null,
      })
    })
  },
})

function withoutFolder(): PolicyctlError {
  return new PolicyctlError('usage', {
    message: 'evidence needs --out DIR',
    hint: 'name a new folder: policyctl evidence --out audit-2026-q2',
  })
}

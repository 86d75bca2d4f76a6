import { join, relative, resolve } from 'node:path'
import { EXIT } from '../diagnostic/exit-status.ts'
import { readPolicyFiles } from '../files/policy-files.ts'
import { realPath } from '../files/real-path.ts'
import { replaceFile } from '../files/replace-file.ts'
import { type Formatted, formatPolicyFile } from '../parse/format-policy-file.ts'
import type { ParsedFile } from '../parse/parsed-file.ts'
import { printable } from '../words/printable.ts'
import { assertPolicyFolder } from '../workbench/assert-policy-folder.ts'
import type { Project } from '../workbench/project.ts'
import { openWorkbench } from '../workbench/workbench.ts'
import type { Command, Invocation } from './command.ts'

/** Lays policy files out in one way, so that a diff shows what was meant. */
export const command: Command = {
  name: 'fmt',
  description:
    'Writes policy files in the canonical layout: two spaces, keys in order, short lists between brackets.\nComments stay, and so do values: a file that would change in meaning is left alone.',
  arguments: [['[path...]', 'files and folders (default: all policies of the project)']],
  options: [{ flags: '--check', description: 'write nothing; exit status 1 where something would change' }],
  formats: ['text'],
  examples: [
    ['policyctl fmt', 'lay all policies out'],
    ['policyctl fmt --check', 'fail where somebody forgot to'],
  ],
  run,
}

type Outcome = { readonly file: string; readonly was: string } & (Formatted | { readonly kind: 'same' })

async function run(invocation: Invocation) {
  const { context, global, args, options } = invocation
  const workbench = await openWorkbench(context, global)
  const { project } = workbench
  const { root, config } = project
  if (args.length === 0) await assertPolicyFolder(workbench)
  const paths = args.map((path) => relative(root, resolve(context.cwd, path)) || '.')
  const files = await readPolicyFiles({ root, folder: config.policies, ...(paths.length > 0 && { paths }) })
  const outcomes = files.map(outcomeOf)
  const isCheck = options.check === true
  for (const outcome of outcomes)
    if (outcome.kind === 'formatted' && !isCheck)
      replaceFile({
        path: realPath(join(root, outcome.file)),
        content: outcome.text,
        within: root,
        was: outcome.was,
      })
  report(outcomes, invocation, project)
  const isLeft = outcomes.some(({ kind }) => kind === 'left')
  return isLeft || (isCheck && outcomes.some(({ kind }) => kind === 'formatted')) ? EXIT.no : EXIT.done
}

/** Checks of reading after which there is text to lay out. */
const UNREADABLE = /^(?:unreadable|symbolic|not-utf8|too-|unresolved|alias|duplicate-key|empty-document)/

function outcomeOf({ file, text, findings }: ParsedFile): Outcome {
  const fault = findings.find(({ check }) => UNREADABLE.test(check))
  if (fault !== undefined) return { file, was: text, kind: 'left', reason: fault.message }
  const formatted = formatPolicyFile(file, text)
  return formatted.kind === 'formatted' && formatted.text === text
    ? { file, was: text, kind: 'same' }
    : { file, was: text, ...formatted }
}

function report(outcomes: readonly Outcome[], { context, options }: Invocation, { root }: Project): void {
  const verb = options.check === true ? 'would format' : 'formatted'
  for (const outcome of outcomes) {
    const path = printable(relative(context.cwd, join(root, outcome.file)).replaceAll('\\', '/'))
    if (outcome.kind === 'formatted') context.stdout.write(`${verb} ${path}\n`)
    if (outcome.kind === 'left') context.stderr.write(`left ${path}: ${printable(outcome.reason)}\n`)
  }
  const changed = outcomes.filter(({ kind }) => kind === 'formatted').length
  const unchanged = outcomes.filter(({ kind }) => kind === 'same').length
  const left = outcomes.length - changed - unchanged
  const rest = left === 0 ? '' : `, left ${left} that cannot be laid out`
  context.stdout.write(`${verb} ${changed}, unchanged ${unchanged}${rest}\n`)
}

import { join, relative, resolve } from 'node:path'
import { EXIT } from '../diagnostic/exit-status.ts'
import type { Finding } from '../diagnostic/finding.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { createFile } from '../files/create-file.ts'
import { assertInside } from '../files/inside.ts'
import { replaceFile } from '../files/replace-file.ts'
import { schemaPath } from '../files/schema-path.ts'
import { jsonText } from '../media/json-text.ts'
import type { Spec } from '../policy/policy.ts'
import { isSafeName, RESERVED_NAMES } from '../policy/policy-name.ts'
import type { Project } from '../workbench/project.ts'
import { openWorkbench, type Workbench } from '../workbench/workbench.ts'
import type { Command, Invocation } from './command.ts'
import { lintFile } from './translate/lint-file.ts'
import { type OpenPoint, openPoints } from './translate/open-points.ts'
import { scaffoldPolicy } from './translate/scaffold-policy.ts'
import { translationText } from './translate/translation-text.ts'

/** The translate document (schema/translate.schema.json). */
export interface Translation {
  readonly formatVersion: 1
  readonly policy: string
  /** Relative to the project's root where it is inside, else absolute. */
  readonly file: string
  readonly spec: Spec
  /** What the words left open. */
  readonly open: readonly OpenPoint[]
  readonly findings: readonly Finding[]
}

/** Words become a policy file to read, complete and apply; nothing is written to the workspace. */
export const command: Command = {
  name: 'translate',
  description:
    'Asks the API to turn words into rules, and writes them as a policy file with the words as a comment.\nThe file is linted at once, and what the words left open is named. Nothing is applied.',
  arguments: [['<text>', 'who may do what where, in English']],
  options: [
    { flags: '--name <name>', description: 'name of the policy (required)' },
    { flags: '--resource <pattern>', description: 'URL pattern for rules that name none' },
    {
      flags: '--out <file>',
      description: 'file to write (default: <name>.yaml in the folder of the policies)',
    },
    { flags: '--force', description: 'replace the file if it is there already' },
  ],
  formats: ['text', 'json'],
  examples: [
    [
      'policyctl translate "Allow reading Google Calendar" --name calendar-read',
      'scaffold policies/calendar-read.yaml',
    ],
    [
      'policyctl translate "Writes need approval" --name crm --resource "https://api.hubapi.com/*"',
      'say where, if the words do not',
    ],
  ],
  run,
}

async function run(invocation: Invocation) {
  const { context, global, options, format } = invocation
  const words = invocation.args[0] ?? ''
  const name = nameIn(options.name)
  const workbench = await openWorkbench(context, global)
  const { project } = workbench
  const path = outPath(invocation, project, name)
  const rules = await translated(workbench, words)
  const resource = typeof options.resource === 'string' ? options.resource : null
  const { text, spec } = scaffoldPolicy({
    name,
    words,
    rules,
    resource,
    schema: schemaPath(project.root, path),
  })
  write(path, text, invocation, project)
  const inside = relative(project.root, path).replaceAll('\\', '/')
  const file = inside.startsWith('..') ? path : inside
  const translation: Translation = {
    formatVersion: 1,
    policy: name,
    file,
    spec,
    open: openPoints(rules, spec),
    findings: await lintFile({ project, file, text }),
  }
  const { hasColor, columns } = context.stdout
  context.stdout.write(
    format === 'json'
      ? jsonText(translation)
      : translationText(translation, { text, color: hasColor, columns }),
  )
  return translation.findings.some(({ severity }) => severity === 'error') ? EXIT.no : EXIT.done
}

function nameIn(value: unknown): string {
  if (typeof value === 'string' && isSafeName(value) && !RESERVED_NAMES.includes(value)) return value
  throw new PolicyctlError('usage', {
    message: typeof value === 'string' ? `'${value}' is no name for a policy` : 'translate needs a --name',
    hint: "use lower-case letters, digits, '-', '.' and '_', like --name calendar-read",
  })
}

function outPath({ context, options }: Invocation, project: Project, name: string): string {
  if (typeof options.out === 'string') return resolve(context.cwd, options.out)
  return join(project.root, project.config.policies, `${name}.yaml`)
}

async function translated(workbench: Workbench, words: string) {
  if (words.trim() === '') throw noRules('there are no words to translate')
  const target = await workbench.target()
  try {
    const rules = await target.store.translate(words)
    if (rules.length === 0) throw noRules(`${target.endpoint} made no rule of these words`)
    return rules
  } finally {
    await workbench.close()
  }
}

function noRules(message: string): PolicyctlError {
  return new PolicyctlError('translation-empty', {
    message,
    hint: "say who may do what where, like 'Allow reading Google Calendar, ask before creating events'",
  })
}

function write(path: string, text: string, { context, options }: Invocation, { root }: Project): void {
  const within = options.out === undefined ? root : null
  if (within !== null) assertInside(within, path)
  if (options.force === true) {
    replaceFile({ path, content: text, within })
    return
  }
  if (createFile(path, text)) return
  throw new PolicyctlError('file-exists', {
    message: `${relative(context.cwd, path)} is there already, and it was left as it is`,
    hint: 'choose another --name or --out, or replace it with --force',
  })
}

import { parsePattern, patternText } from '../access/model/pattern.ts'
import { READING } from '../access/model/reading.ts'
import { whoCan } from '../access/questions/who-can.ts'
import { whoCanDocument } from '../answers/who-can.ts'
import { EXIT } from '../diagnostic/exit-status.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { findingLine } from '../media/finding-line.ts'
import { jsonText } from '../media/json-text.ts'
import { whoCanCsv } from '../media/who-can-csv.ts'
import { whoCanText } from '../media/who-can-text.ts'
import type { Context } from '../workbench/context.ts'
import { openSides, type Side } from '../workbench/side.ts'
import { parseSideName, SIDE_SYNTAX } from '../workbench/side-name.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import type { Command, Invocation } from './command.ts'
import { warnOfMethod } from './warn-of-method.ts'

/** Lists every agent and unbound policy that gets such requests through. */
export const command: Command = {
  name: 'who-can',
  description:
    "Lists every agent, and every policy that is bound to no known agent, that gets such requests through:\nthe decision, who approves, the deciding rule, and the exact part of PATTERN that it holds for.\nMETHOD may be '*', PATTERN may end in '*'.",
  arguments: [
    ['<method>', "HTTP method, or '*' for any"],
    ['<pattern>', "URL, or a prefix that ends in '*'"],
  ],
  options: [
    { flags: '--side <side>', description: `where policies are read: ${SIDE_SYNTAX} (default: files)` },
  ],
  formats: ['text', 'json', 'csv'],
  examples: [
    ["policyctl who-can POST 'https://api.stripe.com/*'", 'who moves money?'],
    ["policyctl who-can '*' 'https://hr.acme.example/*' --format csv", 'for a spreadsheet'],
  ],
  run: async (invocation: Invocation) => {
    const { context, global, options, format } = invocation
    const question = questionOf(invocation)
    warnOfMethod(question.method, invocation)
    const name = parseSideName(typeof options.side === 'string' ? options.side : 'files')
    const [side] = await withWorkbench(context, global, (workbench) => openSides([name], workbench))
    if (side === undefined) throw new Error('who-can without a side')
    const document = whoCanDocument(question, whoCan(question, side.access), side)
    if (format === 'json') context.stdout.write(jsonText(document))
    else if (format === 'csv') context.stdout.write(whoCanCsv(document))
    else {
      const { verbose } = global
      context.stdout.write(
        whoCanText(document, { color: context.stdout.hasColor, verbose, reading: READING }),
      )
    }
    if (!global.quiet) noteUnknownBindings(side, context)
    for (const finding of side.errors) context.stderr.write(findingLine(finding))
    return side.errors.length > 0 ? EXIT.no : EXIT.done
  },
}

/** Without bindings 'nobody' and 'bound to no known agent' are what is known here, not what is so. */
function noteUnknownBindings({ kind, name, access }: Side, { stderr }: Context): void {
  if (kind === 'live' || access.bindings.size > 0 || access.policies.size === 0) return
  stderr.write(
    `from ${name} nobody knows which agents are bound: add PolicyBinding documents to the policy files, or ask the workspace with --side live\n`,
  )
}

function questionOf({ args }: Invocation): { readonly method: string; readonly pattern: string } {
  const [method = '', resource = ''] = args
  const pattern = parsePattern(resource)
  if (pattern.glob !== null)
    throw usage(`'${resource}' has a * before its end`, "a pattern may end in '*', nothing else")
  if (resource !== '*' && !resource.includes('://'))
    throw usage(`'${resource}' is no URL`, "write the scheme and the host too: 'https://api.stripe.com/*'")
  return { method: method.toUpperCase(), pattern: patternText(pattern) }
}

function usage(message: string, hint: string): PolicyctlError {
  return new PolicyctlError('usage', { message, hint })
}

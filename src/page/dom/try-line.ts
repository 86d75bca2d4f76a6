/** A form that decides any request in the browser, and explains it as `policyctl explain` does. */
import { hasMethod } from '../../access/model/reads.ts'
import { toolOfCall } from '../../access/questions/tool-of-call.ts'
import { type ExplainAnswer, explainAnswer, explainDocument, type Sender } from '../../answers/explain.ts'
import type { PlacedSide } from '../../answers/read-side.ts'
import { explainText } from '../../media/explain-text.ts'
import type { Request } from '../../policy/request.ts'
import { decisionText } from '../decision-text.ts'
import { nameOf } from '../fold-rows.ts'
import { boundOf, type PageModel, type ShownGrant } from '../page-model.ts'
import { placedPolicies } from '../placed-policies.ts'
import { methodsOf } from '../question.ts'
import { byId, element } from './elements.ts'

export interface TryLine {
  /** Puts a request into the line and decides it. @param row of the agent or policy. */
  readonly decide: (request: Request, row: number) => void
  /** Puts a request of the cell into the line, as a starting point. */
  readonly prefill: (row: number, column: number, wanted: readonly ShownGrant[] | null) => void
  readonly focus: () => void
}

type Rest = Pick<Request, 'tool' | 'capability'>

const NO_TOOL: Rest = { tool: null, capability: null }

/** @param method of the question; '' for any. */
export function showTryLine(model: PageModel, method: () => string): TryLine {
  const form = byId('try') as HTMLFormElement
  const [methodField, url, tags] = ['method', 'url', 'tags'].map((id) => field(`try-${id}`)) as [
    HTMLInputElement,
    HTMLInputElement,
    HTMLInputElement,
  ]
  const who = byId('try-who') as HTMLSelectElement
  who.append(...model.rows.map((_row, index) => element('option', { value: index }, nameOf(model, index))))
  byId('methods').append(...methodsOf(model).map((one) => element('option', {}, one)))

  function write(request: Request, row: number): void {
    methodField.value = request.method
    url.value = request.url
    tags.value = request.tags.join(', ')
    who.value = String(row)
    show('', '')
  }

  function answer(rest: Rest): void {
    const request = {
      method: methodField.value.trim().toUpperCase() || 'GET',
      url: url.value.trim(),
      tags: tags.value
        .split(',')
        .map((tag) => tag.trim())
        .filter((tag) => tag !== ''),
      ...rest,
    }
    show(...decidedTexts(model, request, Number(who.value)))
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    answer(NO_TOOL)
  })
  // The old answer is removed, since it would seem to be the answer to the edited request.
  form.addEventListener('input', () => show('', ''))
  return {
    decide: (request, row) => {
      write(request, row)
      answer(request)
      form.scrollIntoView({ block: 'nearest' })
      byId('tried').focus()
    },
    prefill: (row, column, wanted) =>
      write(cellRequest(model, { row, column, wanted, method: method() }), row),
    focus: () => {
      byId('try-title').scrollIntoView({ block: 'start' })
      url.focus()
    },
  }
}

function field(id: string): HTMLInputElement {
  return byId(id) as HTMLInputElement
}

function show(verdictText: string, why: string): void {
  byId('verdict').textContent = verdictText
  byId('tried').textContent = why
}

interface AskedCell {
  readonly row: number
  readonly column: number
  readonly wanted: readonly ShownGrant[] | null
  readonly method: string
}

/** Chooses the method of the question and a URL of the answer; else those of the first change, or grant. */
function cellRequest(model: PageModel, { row, column, wanted, method }: AskedCell): Request {
  const { changes, grants } = model.cell(row, column)
  const asked = (list: readonly ShownGrant[]) => list.filter((one) => method === '' || hasMethod(method, one))
  const [grant] = [...asked(wanted ?? []), ...asked(grants)]
  const [change] = wanted === null ? changes : []
  const found = change?.witness ?? grant?.witness ?? nowhere(model, column)
  return { ...found, method: method === '' || change !== undefined ? found.method : method }
}

function nowhere({ columns }: PageModel, column: number): Request {
  return { method: 'GET', url: `${columns[column] ?? 'https://any.example'}/`, tags: [], ...NO_TOOL }
}

/** @returns a sentence in the words of the page, and the text of `policyctl explain`. */
export function decidedTexts(
  model: PageModel,
  request: Request,
  row: number,
): readonly [verdict: string, why: string] {
  if (!request.url.includes('://'))
    return ['', `'${request.url}' is not a URL: write the scheme and the host too`]
  const answer = explained(model, request, row)
  return [verdict(model, answer.document, row), explainText(answer, { color: false, verbose: false })]
}

function verdict(
  model: PageModel,
  { request, decision, route }: Pick<ExplainAnswer['document'], 'request' | 'decision' | 'route'>,
  row: number,
): string {
  const who = nameOf(model, row)
  const asked = `${request.method} ${request.url}`
  switch (decision) {
    case 'allow':
      return `● free: ${who} may ${asked} without a human.`
    case 'approval_required':
      return `◐ ${decisionText({ decision, route })}. ${who} may ${asked} once that is approved.`
    case 'deny':
      return `○ denied: ${who} may not ${asked}.`
  }
}

function explained(model: PageModel, request: Request, row: number): ExplainAnswer {
  const { document: data, rows, before, after } = model
  const reacher = rows[row]
  if (reacher === undefined) throw new Error('a row that is not there')
  const sender: Sender =
    'agent' in reacher
      ? { by: 'agent', agent: reacher.agent }
      : { by: 'policies', policies: [reacher.policy] }
  const called = toolOfCall(request, data.tools)
  const side = placed(data, data.sides.after)
  const other =
    before === null || data.sides.before === null
      ? null
      : {
          name: data.sides.before,
          document: explainDocument({ request, called }, boundOf(reacher, before), {
            ...side,
            parsed: new Map(),
          }),
        }
  return explainAnswer({
    request,
    called,
    side,
    sender,
    bound: boundOf(reacher, after),
    other,
    isLine: false,
  })
}

/** Converts the page's places of rules to the form that `explain` needs. */
function placed({ policies, bindings, unreadable }: PageModel['document'], name: string): PlacedSide {
  return { name, bindings, unreadable, held: null, errors: [], parsed: placedPolicies(policies) }
}

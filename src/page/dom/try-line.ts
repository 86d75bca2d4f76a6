/** Any request, decided here, in the words of `policyctl explain`. */
import { toolOfCall } from '../../access/questions/tool-of-call.ts'
import { type ExplainAnswer, explainAnswer, explainDocument, type Sender } from '../../answers/explain.ts'
import type { PlacedSide } from '../../answers/read-side.ts'
import { explainText } from '../../media/explain-text.ts'
import type { Request } from '../../policy/request.ts'
import { nameOf } from '../fold-rows.ts'
import { boundOf, type PageModel } from '../page-model.ts'
import { byId, element } from './elements.ts'

export interface TryLine {
  /** Puts a request into the line and decides it. @param row whose it is. */
  readonly fill: (request: Request, row: number) => void
}

export function showTryLine(model: PageModel): TryLine {
  const form = byId('try') as HTMLFormElement
  const [method, url, tags] = ['method', 'url', 'tags'].map((id) => byId(`try-${id}`) as HTMLInputElement)
  const who = byId('try-who') as HTMLSelectElement
  if (method === undefined || url === undefined || tags === undefined)
    throw new Error('a line without fields')
  who.append(...model.rows.map((_row, index) => element('option', { value: index }, nameOf(model, index))))

  function answer(rest: Pick<Request, 'tool' | 'capability'>): void {
    const listed = (tags?.value ?? '').split(',').map((tag) => tag.trim())
    const request = {
      method: method?.value.trim().toUpperCase() || 'GET',
      url: url?.value.trim() ?? '',
      tags: listed.filter((tag) => tag !== ''),
      ...rest,
    }
    byId('tried').textContent = answerText(model, request, Number(who.value))
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    answer({ tool: null, capability: null })
  })
  return {
    fill: (request, row) => {
      method.value = request.method
      url.value = request.url
      tags.value = request.tags.join(', ')
      who.value = String(row)
      answer(request)
      form.scrollIntoView({ block: 'nearest' })
    },
  }
}

export function answerText(model: PageModel, request: Request, row: number): string {
  if (!request.url.includes('://')) return `'${request.url}' is not a URL: write the scheme and the host too`
  return explainText(explained(model, request, row), { color: false, verbose: false })
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

/** The places that the page has, as an answer asks for them. */
function placed({ policies, bindings, unreadable }: PageModel['document'], name: string): PlacedSide {
  const files = policies.flatMap(({ name: policy, file, lines }) => {
    if (file === null) return []
    const placeOf = ([, , rule]: readonly (string | number)[]) => ({ file, line: lines[Number(rule)] ?? 1 })
    return [[policy, { placeOf }] as const]
  })
  return { name, bindings, unreadable, held: null, errors: [], parsed: new Map(files) }
}

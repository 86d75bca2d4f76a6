/** The form of the question, whose answer the sentences, the lines and the grid show. */
import type { PageModel } from '../page-model.ts'
import { groupsOf, methodsOf, NO_QUESTION, type PageQuestion } from '../question.ts'
import { byId, element } from './elements.ts'

const form = byId('filters') as HTMLFormElement

export function showQuestionForm(model: PageModel, onAsk: (question: PageQuestion) => void): void {
  const groups = groupsOf(model)
  const options = (names: readonly string[]) => names.map((name) => element('option', { value: name }, name))
  byId('method').append(...options(methodsOf(model)))
  byId('group').append(...options(groups))
  byId('group-filter').hidden = groups.length === 0
  byId('unused-filter').hidden = model.document.calls === null
  const ask = (): void => onAsk(readQuestion())
  form.addEventListener('input', ask)
  form.addEventListener('submit', (event) => event.preventDefault())
  for (const id of ['clear', 'answer-clear'])
    byId(id).addEventListener('click', () => {
      form.reset()
      ask()
      byId('words').focus()
    })
  form.addEventListener('click', ({ target }) => {
    const example = target instanceof HTMLElement ? target.dataset.ask : undefined
    if (example === undefined) return
    setFields(example.split(' '))
    ask()
    byId('answer-text').scrollIntoView({ block: 'nearest' })
  })
}

export function readQuestion(): PageQuestion {
  const fields = new FormData(form)
  const text = (name: string): string => String(fields.get(name) ?? '')
  return {
    ...NO_QUESTION,
    method: text('method'),
    decision: decisionOf(text('decision')),
    group: text('group'),
    text: text('name'),
    writes: fields.has('writes'),
    changed: fields.has('changed'),
    unused: fields.has('unused'),
  }
}

function decisionOf(text: string): PageQuestion['decision'] {
  return text === 'free' || text === 'human' || text === 'denied' ? text : ''
}

/** @param words `DELETE free`: a method, `writes`, a decision. */
function setFields(words: readonly string[]): void {
  form.reset()
  for (const word of words) {
    if (word === 'writes') (form.elements.namedItem('writes') as HTMLInputElement).checked = true
    else if (decisionOf(word) !== '') (byId('decision') as HTMLSelectElement).value = word
    else (byId('method') as HTMLSelectElement).value = word
  }
}

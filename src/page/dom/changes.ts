/** Shows the changes at the top, one sentence each, grouped by direction. */
import type { Direction } from '../../access/model/region.ts'
import { DIRECTION_SIGN } from '../../words/direction-sign.ts'
import { type ChangeGroup, type ChangeSentence, changeGroups } from '../change-sentences.ts'
import type { PageModel } from '../page-model.ts'
import { breakable, byId, element } from './elements.ts'
import { hashOf } from './location.ts'

/** The most sentences of a direction before a click on 'show more'. */
const MOST = 6

export const DIRECTION_TITLE: Readonly<Record<Direction, string>> = {
  wider: 'Opens (wider)',
  mixed: 'Opens for some, closes for others (mixed)',
  rerouted: 'Somebody else approves (rerouted)',
  narrower: 'Closes (narrower)',
}

type OnShow = (row: number, column: number) => void

export function showChanges(model: PageModel, onShow: OnShow): void {
  const isCompared = model.before !== null
  byId('changes').hidden = !isCompared
  byId('changed-filter').hidden = !isCompared
  for (const one of document.querySelectorAll<HTMLElement>('.change-legend')) one.hidden = !isCompared
  if (!isCompared) return
  const groups = changeGroups(model)
  byId('changes-count').textContent =
    groups.length === 0
      ? 'Nothing: nobody may do more or less than before.'
      : `${groups.map(({ direction, sentences }) => `${sentences.length} ${direction}`).join(', ')}.`
  byId('change-groups').replaceChildren(...groups.map((group) => groupElement(model, group, onShow)))
}

function groupElement(model: PageModel, { direction, sentences }: ChangeGroup, onShow: OnShow): HTMLElement {
  const list = element('ul', {})
  const item = (sentence: ChangeSentence) => sentenceElement(model, sentence, onShow)
  list.append(...sentences.slice(0, MOST).map(item))
  const rest = sentences.slice(MOST)
  const more = element('button', { type: 'button' }, `show ${rest.length} more`)
  more.addEventListener('click', () => {
    const items = rest.map(item)
    list.append(...items)
    more.remove()
    items[0]?.querySelector('a')?.focus()
  })
  return element(
    'div',
    { class: `change-group is-${direction}` },
    element(
      'h3',
      {},
      element('span', { class: 'sign', 'aria-hidden': 'true' }, DIRECTION_SIGN[direction]),
      ` ${DIRECTION_TITLE[direction]}`,
    ),
    list,
    rest.length === 0 ? null : more,
  )
}

function sentenceElement(
  model: PageModel,
  { text, leftOut, before, row, column }: ChangeSentence,
  onShow: OnShow,
): HTMLElement {
  const where =
    leftOut.length === 0 ? null : element('span', { class: 'left-out' }, ` (${leftOut.join('; ')})`)
  const end = before === '' ? '. ' : `. ${before} `
  const label = `show: ${text}${end.trimEnd()}`
  const link = element('a', { href: hashOf(model, row, column), 'aria-label': label }, 'show')
  link.addEventListener('click', (event) => {
    event.preventDefault()
    onShow(row, column)
  })
  // The words for what it leaves out come first: `denied (already free at …)` would read as both at once.
  return element('li', {}, ...breakable(text), where, ...breakable(end), link)
}

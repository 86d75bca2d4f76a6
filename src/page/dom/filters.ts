import { type Filters, groupsOf, NO_FILTERS } from '../fold-rows.ts'
import type { PageModel } from '../page-model.ts'
import { byId, element } from './elements.ts'

const form = byId('filters') as HTMLFormElement

/** Filters hide rows; what was filtered is never computed anew. */
export function showFilters(model: PageModel, onChange: () => void): void {
  const groups = groupsOf(model)
  byId('group').append(...groups.map((group) => element('option', { value: group }, group)))
  byId('group-filter').hidden = groups.length === 0
  byId('changed-filter').hidden = model.before === null
  byId('unused-filter').hidden = model.document.calls === null
  form.addEventListener('input', onChange)
  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('reset', () => setTimeout(onChange))
}

export function readFilters(): Filters {
  const data = new FormData(form)
  const text = (name: string): string => String(data.get(name) ?? '')
  return {
    ...NO_FILTERS,
    writes: data.has('writes'),
    changed: data.has('changed'),
    unused: data.has('unused'),
    group: text('group'),
    name: text('name'),
  }
}

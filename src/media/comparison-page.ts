/** The page of two sides: what was, what is, and what differs. */
import type { DiffAnswer } from '../answers/diff.ts'
import { pageDocument } from '../answers/page.ts'
import { pageHtml } from './page-html.ts'

export function diffPage({ view }: DiffAnswer): string {
  const { from, to, tools, tool, causesOf } = view
  return pageHtml(
    pageDocument({ title: `${from.name} → ${to.name}`, tool, tools, before: from, after: to, causesOf }),
  )
}

/** The page of two sides, as a browser has it. */
import type { AccessSide } from '../../src/access/model/access-side.ts'
import { type PageDocument, pageDocument } from '../../src/answers/page.ts'
import { type PageModel, pageModel } from '../../src/page/page-model.ts'
import type { Request } from '../../src/policy/request.ts'
import type { Tool } from '../../src/policy/tool.ts'

/** As the file has it: through JSON. @param before null: nothing is compared. */
export function modelOf(
  sides: readonly [AccessSide | null, AccessSide],
  tools: readonly Tool[] | null = null,
): PageModel {
  return pageModel(documentOf(sides, tools))
}

export function documentOf(
  [before, after]: readonly [AccessSide | null, AccessSide],
  tools: readonly Tool[] | null = null,
): PageDocument {
  const document = pageDocument({
    tool: 'policyctl',
    title: 'a page',
    tools,
    before: before === null ? null : { name: 'before', access: before },
    after: { name: 'after', access: after, parsed: new Map(), bindings: 'documents', unreadable: [] },
    causesOf: () => [],
  })
  return JSON.parse(JSON.stringify(document)) as PageDocument
}

export function columnOf({ columns }: PageModel, { url }: Request): number {
  const named = columns.findIndex((origin) => origin !== null && url.startsWith(`${origin}/`))
  return named >= 0 ? named : columns.indexOf(null)
}

export function rowOf({ rows }: PageModel, agent: string): number {
  return rows.findIndex((row) => 'agent' in row && row.agent === agent)
}

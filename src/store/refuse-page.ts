/**
 * Refuses an answer that is one page of a list: entries of the next page would look
 * deleted.
 */
import { StoreFailure } from '../diagnostic/store-failure.ts'
import type { HttpAnswer } from './answer.ts'

/**
 * The API says nothing yet of how it will page its lists, so every way of telling that is in wide use counts.
 *
 * @param length of the list in the answer.
 * @param of the kind of its entries, for the message.
 * @throws StoreFailure answer-paginated.
 */
export function refusePage(answer: HttpAnswer, length: number, of: string): void {
  const { headers, status } = answer
  if (status === 206) throw paginated(answer, 'a part of the list', of)
  for (const [name, values] of Object.entries(headers))
    for (const value of [values ?? []].flat()) {
      const sign = signOfPage(name, value, length)
      if (sign !== null) throw paginated(answer, sign.replace('%', of), of)
    }
}

const TOTAL = /^(?:x-)?(?:pagination-)?total(?:-(?:count|items|results|elements))?$/
const PAGES = /^(?:x-)?(?:pagination-)?(?:total-pages|page-count|pages)$/
const MORE = /^(?:x-)?(?:pagination-)?has-(?:more|next)(?:-page)?$/
const NEXT =
  /^(?:x-)?(?:pagination-)?(?:next-(?:page|page-token|token|cursor|link|offset)|continuation(?:-?token)?)$/
const NOTHING = /^(?:|0|null|none|false)$/i
/** In JSON: a next page that is named, or more to come. */
const MORE_IN_JSON = /"(?:has_?(?:more|next)\w*|next\w*)"\s*:\s*(?:true|[1-9]|"[^"]+")/i
const TOTAL_IN_JSON = /"total(?:_?(?:count|items|results|elements))?"\s*:\s*(\d+)/i

/** @param name of a header, in small letters. @returns null where it is none; % stands for the things in the list. */
function signOfPage(name: string, value: string, length: number): string | null {
  const text = value.trim()
  if (name === 'link') return /rel\s*=\s*"?[^",;]*\bnext\b/i.test(text) ? 'a Link to a next page' : null
  if (name === 'content-range') return 'a part of the list'
  if (TOTAL.test(name)) return Number(text) > length ? `${shown(name)} ${Number(text)} for ${length} %` : null
  if (PAGES.test(name)) return Number(text) > 1 ? `${shown(name)} ${Number(text)}` : null
  if (MORE.test(name) || NEXT.test(name)) return NOTHING.test(text) ? null : shown(name)
  if (name !== 'x-pagination' && name !== 'pagination') return null
  const total = Number(TOTAL_IN_JSON.exec(text)?.[1] ?? length)
  return total > length || MORE_IN_JSON.test(text) ? shown(name) : null
}

/** X-Next-Page, as headers are spelled in texts. */
function shown(name: string): string {
  return name.replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase())
}

/** @param sign the reason to take the answer for a page. */
export function paginated({ call, status }: HttpAnswer, sign: string, of: string): StoreFailure {
  return new StoreFailure('answer-paginated', {
    kind: 'refused',
    status,
    message: `${call} seems to return one page of the ${of}, not all of them (${sign})`,
    hint: 'this version of policyctl cannot read lists in pages; look for a newer version',
  })
}

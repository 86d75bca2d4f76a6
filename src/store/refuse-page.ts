/**
 * A page of a list is never taken for the list: what is on the next one would
 * look as if it were not there.
 */
import { StoreFailure } from '../diagnostic/store-failure.ts'
import type { HttpAnswer } from './answer.ts'

/**
 * @param length of the list that came.
 * @param of the things in it, for the message.
 * @throws StoreFailure answer-paginated.
 */
export function refusePage(answer: HttpAnswer, length: number, of: string): void {
  const { headers, status } = answer
  const link = [headers.link ?? []].flat().join(',')
  if (/rel\s*=\s*"?[^",;]*\bnext\b/i.test(link)) throw paginated(answer, 'a Link to a next page', of)
  if (status === 206 || headers['content-range'] !== undefined)
    throw paginated(answer, 'a part of the list', of)
  if ([headers['x-next-page'] ?? []].flat().some((page) => page !== ''))
    throw paginated(answer, 'X-Next-Page', of)
  const total = Number(headers['x-total-count'] ?? length)
  if (total > length) throw paginated(answer, `X-Total-Count ${total} for ${length} ${of}`, of)
}

/** @param sign the reason to take the answer for a page. */
export function paginated({ call, status }: HttpAnswer, sign: string, of: string): StoreFailure {
  return new StoreFailure('answer-paginated', {
    kind: 'refused',
    status,
    message: `${call} seems to return one page of the ${of}, not all of them (${sign})`,
    hint: 'this version of policyctl reads whole lists only, and never takes one page for the list; look for a newer version',
  })
}

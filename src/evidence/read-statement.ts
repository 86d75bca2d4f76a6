import { canonicalJson } from './canonical-json.ts'
import { type Envelope, STATEMENT_TYPE } from './envelope.ts'
import { IN_TOTO, PREDICATE_TYPE, type Predicate, type Statement } from './statement.ts'

/** @returns the statement, or the fault of the payload as words. */
export function statementIn({ payload, payloadType }: Envelope): Statement | string {
  if (payloadType !== STATEMENT_TYPE) return `its payload is of type '${payloadType}', not ${STATEMENT_TYPE}`
  const text = payload.toString('utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'its payload is not JSON'
  }
  const { _type, predicateType, predicate, subject } = Object(value) as Partial<Statement>
  if (_type !== IN_TOTO) return 'its payload is not an in-toto statement of version 1'
  if (predicateType !== PREDICATE_TYPE) return `its predicate is of type '${predicateType}'`
  if (!Array.isArray(subject) || !isPredicate(predicate))
    return 'it has no subject, or its predicate is incomplete'
  if (canonicalJson(value) !== text) return 'its payload is not in canonical form'
  return value as Statement
}

function isPredicate(value: unknown): value is Predicate {
  const { access, approvals, pullRequests, joined, author, message } = Object(value) as Partial<Predicate>
  const isText = (one: unknown): boolean => typeof one === 'string'
  return (
    [access, pullRequests, joined].every(Array.isArray) &&
    Array.isArray(approvals) &&
    approvals.every((one) => isText(one?.by)) &&
    (author === null || isText(author)) &&
    isText(message)
  )
}

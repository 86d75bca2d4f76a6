/**
 * JSON in one spelling (RFC 8785, for what our documents hold: no numbers that
 * two languages write differently). What is signed and compared is this text.
 * It is joined as it is met: a statement of a thousand regions is half a
 * megabyte, and a list for each object would cost twice the time.
 *
 * @param value fields that are undefined are left out.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  let text = ''
  if (Array.isArray(value)) {
    for (const item of value) text += `${text === '' ? '' : ','}${canonicalJson(item)}`
    return `[${text}]`
  }
  for (const key of Object.keys(value).sort()) {
    const field = (value as Readonly<Record<string, unknown>>)[key]
    if (field === undefined) continue
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(field)}`
  }
  return `{${text}}`
}

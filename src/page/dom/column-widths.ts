/**
 * Widths of the columns, from their headings alone. A table that looks for its
 * widths in all of its cells is laid out anew with each row that comes near
 * the screen, and whenever the room beside it changes.
 */

/** In pixels: a cell with two signs, a heading that is too long anyway, and the padding of both. */
const [LEAST, MOST, PADDING] = [62, 150, 18]
/** The names of rows get no more of a narrow screen than a part. */
const NAMES = 'min(13.5rem, 40vw)'
/** Fewer columns than these are not drawn out over the whole width. */
const MANY = 8

/** @param heads the row of the headings, the first of them that of the names. */
export function setWidths(heads: HTMLElement): void {
  const [names, ...hosts] = [...heads.children].filter((head) => head instanceof HTMLElement)
  const widthOf = measure(heads)
  names?.style.setProperty('--width', NAMES)
  for (const head of hosts) head.style.setProperty('--width', `${widthOf(head.textContent ?? '')}px`)
  heads.closest('table')?.classList.toggle('has-many', hosts.length >= MANY)
}

/** Gives each host the room of its longest part that is not broken. */
function measure(heads: HTMLElement): (host: string) => number {
  const pen = document.createElement('canvas').getContext('2d')
  const [sample] = heads.children
  if (pen === null || sample === undefined) return () => MOST
  pen.font = getComputedStyle(sample).font
  const known = new Map<string, number>()
  return (host) => {
    const parts = host.split(/(?<=[./@])| /).map((part) => {
      const width = known.get(part) ?? Math.ceil(pen.measureText(part).width)
      known.set(part, width)
      return width
    })
    return Math.min(Math.max(Math.max(...parts) + PADDING, LEAST), MOST)
  }
}

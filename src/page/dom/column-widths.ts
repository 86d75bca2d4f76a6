/**
 * Widths of the columns, from their headings alone. A table that looks for its
 * widths in all of its cells is laid out anew with each row that comes near
 * the screen, and whenever the room beside it changes.
 */

/** In pixels: a cell with two signs, one that tells a change or calls too, a heading that is too long anyway, and the padding. */
const [LEAST, TELLING, MOST, PADDING] = [62, 108, 150, 18]
/** The names of rows get no more of a narrow screen than a part. */
const NAMES = 'min(13.5rem, 40vw)'
/** Fewer columns than these are not drawn out over the whole width. */
const MANY = 8

/** @param heads the row of the headings, the first of them that of the names. @param isTelling tells by the place among the hosts whether cells there have more to say than two signs. */
export function setWidths(heads: HTMLElement, isTelling: (index: number) => boolean): void {
  const [names, ...hosts] = [...heads.children].filter((head) => head instanceof HTMLElement)
  const widthOf = measure(heads)
  names?.style.setProperty('--width', NAMES)
  for (const [index, head] of hosts.entries()) {
    const width = Math.max(widthOf(head.textContent ?? ''), isTelling(index) ? TELLING : LEAST)
    head.style.setProperty('--width', `${width}px`)
  }
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
    return Math.min(Math.max(...parts) + PADDING, MOST)
  }
}

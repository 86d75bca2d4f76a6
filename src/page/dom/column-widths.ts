/**
 * Sets the widths of the columns from their headings. With `table-layout: auto`, each
 * row that gets its cells, and each change of the space beside the table, would cause
 * a new layout of the whole table.
 */

/** Pixels: the least width (two signs), that of a column with changes or calls, the most, and the padding. */
const [LEAST, TELLING, MOST, PADDING] = [62, 108, 150, 18]
/** The width of the column of names: on a narrow screen only a part of it. */
const NAMES = 'min(13.5rem, 40vw)'
/** From this many columns on, the table fills the whole width. */
const MANY = 8

/** @param heads the row of headings, that of the names first. @param isTelling true if cells of the host with that index show a change or calls. */
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

/** Measures the longest part of a host's name that is not broken. */
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

/**
 * Caches the results of a pure function, each as long as its argument exists. The
 * targets of a fleet share policies, and ask the same about them.
 */
export function keptFor<Thing extends object, Answer>(
  ask: (thing: Thing) => Answer,
): (thing: Thing) => Answer {
  const known = new WeakMap<Thing, { readonly answer: Answer }>()
  return (thing) => {
    const found = known.get(thing) ?? { answer: ask(thing) }
    known.set(thing, found)
    return found.answer
  }
}

interface Known<Thing extends object, Answer> {
  answer?: { readonly is: Answer }
  readonly next: WeakMap<Thing, Known<Thing, Answer>>
}

/** Does the same for a function of a list. Lists of the same things have one result. */
export function keptForAll<Thing extends object, Answer>(
  ask: (things: readonly Thing[]) => Answer,
): (things: readonly Thing[]) => Answer {
  const root: Known<Thing, Answer> = { next: new WeakMap() }
  return (things) => {
    let known = root
    for (const thing of things) {
      const next = known.next.get(thing) ?? { next: new WeakMap() }
      known.next.set(thing, next)
      known = next
    }
    known.answer ??= { is: ask(things) }
    return known.answer.is
  }
}

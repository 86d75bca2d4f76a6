/**
 * Words that look like others and are not: nobody sees the difference, and a
 * deny of such a tag meets no tool that carries the real one.
 */

/** Letters that nobody sees: blanks without width, signs that turn the text round. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00a0\u115f\u1160\u3164\uffa0]/u

/** A letter of another alphabet, and the one of ours that it is drawn like, by turns. */
const DRAWN_LIKE: ReadonlyMap<string, string> = new Map(
  'аaеeоoрpсcуyхxіiјjѕsԁdһhӏlոnԝwԛqɡgսuАAВBСCЕEНHІIЈJКKМMОOРPЅSТTХXҮYοoνvιiıiρpϲcϳjχxΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX‐-‑-‒-–-—-−-'
    .match(/../gu)
    ?.map((pair) => [...pair] as [string, string]),
)

/** The first letter of a text that nobody sees; null where all are seen. */
export function hiddenLetterIn(text: string): string | null {
  return HIDDEN.exec(text)?.[0] ?? null
}

/** The word of plain letters that a text looks like; null where it is one, or a word of another alphabet. */
export function looksLike(text: string): string | null {
  if (/^[\x20-\x7e]*$/.test(text)) return null
  const drawn = [...text.normalize('NFKC')]
    .filter((letter) => !HIDDEN.test(letter))
    .map((letter) => DRAWN_LIKE.get(letter) ?? letter)
    .join('')
  return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(drawn) ? drawn : null
}

/** `'а' (U+0430)`, or the code alone of what cannot be shown. */
export function letterText(letter: string): string {
  const code = (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(letter) ? `'${letter}' (U+${code})` : `U+${code}`
}

/** The first letter that no keyboard of ours has; '' where there is none. */
export function foreignLetterIn(text: string): string {
  return [...text].find((letter) => !/[\x20-\x7e]/.test(letter)) ?? ''
}

/**
 * Recognises words that look like others: nobody sees the difference, and a deny with
 * such a tag matches no tool with the real tag.
 */

/** Invisible characters: blanks without width, marks that reverse the text. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00a0\u115f\u1160\u3164\uffa0]/u

/** Pairs of letters: one of another alphabet, and the Latin one that looks like it. */
const DRAWN_LIKE: ReadonlyMap<string, string> = new Map(
  'аaеeоoрpсcуyхxіiјjѕsԁdһhӏlոnԝwԛqɡgսuАAВBСCЕEНHІIЈJКKМMОOРPЅSТTХXҮYοoνvιiıiρpϲcϳjχxΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX‐-‑-‒-–-—-−-'
    .match(/../gu)
    ?.map((pair) => [...pair] as [string, string]),
)

/** The first invisible character of a text; null if there is none. */
export function hiddenLetterIn(text: string): string | null {
  return HIDDEN.exec(text)?.[0] ?? null
}

/** The Latin word that a text looks like; null if it is Latin itself, or clearly of another alphabet. */
export function looksLike(text: string): string | null {
  if (/^[\x20-\x7e]*$/.test(text)) return null
  const drawn = [...text.normalize('NFKC')]
    .filter((letter) => !HIDDEN.test(letter))
    .map((letter) => DRAWN_LIKE.get(letter) ?? letter)
    .join('')
  return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(drawn) ? drawn : null
}

/** `'а' (U+0430)`; for an invisible character only the code. */
export function letterText(letter: string): string {
  const code = (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(letter) ? `'${letter}' (U+${code})` : `U+${code}`
}

/** The first letter that looks like a Latin one and is not; '' if there is none. */
export function foreignLetterIn(text: string): string {
  return [...text].find((letter) => !/[\x20-\x7e]/.test(letter)) ?? ''
}

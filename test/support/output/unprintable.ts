/** Characters that could steer a terminal or hide text; line feeds are fine. [] is what a safe text gives. */
export function unprintable(text: string): readonly string[] {
  const found = text.match(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu) ?? []
  return found.filter((character) => character !== '\n').map((character) => JSON.stringify(character))
}

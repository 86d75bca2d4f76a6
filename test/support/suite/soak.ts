/** How often a random test is run: a short form with the others, a long one with `npm run soak`. */
export function runs(short: number, long: number): number {
  return process.env.POLICYCTL_SOAK === '1' ? long : short
}

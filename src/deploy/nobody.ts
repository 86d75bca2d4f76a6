import type { Desk } from './desk.ts'

/** Nobody is there: nothing is shown, and nobody says yes. */
export const nobody: Desk = {
  canAsk: false,
  showPlan: async () => false,
  showPlans: async () => false,
  showLock: async () => {},
  confirm: async () => false,
  waveBegins: () => {},
  targetEnded: () => {},
  watch: () => ({
    progress: () => {},
    trouble: () => {},
    notice: () => {},
    stopping: () => {},
    end: () => {},
  }),
}

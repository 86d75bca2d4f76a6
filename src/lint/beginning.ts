/** The date of a run that is given none: nothing has expired yet. */
export const BEGINNING = '0000-01-01'

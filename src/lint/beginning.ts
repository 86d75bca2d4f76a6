/** The day of a run that does not say which day it is: nothing has expired yet. */
export const BEGINNING = '0000-01-01'

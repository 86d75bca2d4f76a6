/** The id under which a check is reported that is too costly to compute. */
export const TOO_ENTANGLED = 'too-entangled'

/** The check that says of another one that it could not be worked out. */
export const TOO_ENTANGLED = 'too-entangled'

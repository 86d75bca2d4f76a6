/** Set by build.mjs from package.json. */
declare const __POLICYCTL_VERSION__: string

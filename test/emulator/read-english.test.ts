import { expect, test } from 'vitest'
import { readEnglish } from '../../src/emulator/read-english.ts'

const CALENDAR = 'https://www.googleapis.com/calendar/*'
const WRITES = ['POST', 'PUT', 'PATCH', 'DELETE']

test.each([
  [
    'Allow reading Google Calendar, ask for approval before creating or deleting events',
    [
      { permission: 'allow', operations: ['GET'], resource: CALENDAR },
      { permission: 'approval_required', operations: ['POST', 'DELETE'], resource: CALENDAR },
    ],
  ],
  [
    'read and list events on google calendar. Writes need approval.',
    [
      // Nothing says whether reads are allowed.
      { operations: ['GET'], resource: CALENDAR },
      { permission: 'approval_required', operations: WRITES },
    ],
  ],
  [
    'Never delete repositories on GitHub',
    [{ permission: 'deny', operations: ['DELETE'], resource: 'https://api.github.com/*' }],
  ],
  [
    'Never send mail with Gmail without asking',
    [{ permission: 'approval_required', operations: ['POST'], resource: 'https://gmail.googleapis.com/*' }],
  ],
  [
    'You may update Notion without any approval',
    [{ permission: 'allow', operations: ['PUT', 'PATCH'], resource: 'https://api.notion.com/*' }],
  ],
  [
    'Reads on Stripe and GitHub are fine',
    [
      { permission: 'allow', operations: ['GET'], resource: 'https://api.stripe.com/*' },
      { permission: 'allow', operations: ['GET'], resource: 'https://api.github.com/*' },
    ],
  ],
  [
    'Agents may read Stripe charges, but refunds need a human',
    [
      { permission: 'allow', operations: ['GET'], resource: 'https://api.stripe.com/*' },
      { permission: 'approval_required', resource: 'https://api.stripe.com/*' },
    ],
  ],
  [
    'GET https://api.acme.example/v1/ is fine, POST needs approval',
    [
      { permission: 'allow', operations: ['GET'], resource: 'https://api.acme.example/v1/*' },
      { permission: 'approval_required', operations: ['POST'], resource: 'https://api.acme.example/v1/*' },
    ],
  ],
  [
    'Block access to https://hr.acme.example.',
    [{ permission: 'deny', resource: 'https://hr.acme.example/*' }],
  ],
  ['Allow everything on slack', [{ permission: 'allow', resource: 'https://slack.com/api/*' }]],
  ['read anything tagged financial', [{ operations: ['GET'], tags: ['financial'] }]],
  [
    'Allow reads from Stripe and deny everything else',
    [{ permission: 'allow', operations: ['GET'], resource: 'https://api.stripe.com/*' }],
  ],
  [
    'On Stripe, allow, well, reads',
    [{ permission: 'allow', operations: ['GET'], resource: 'https://api.stripe.com/*' }],
  ],
  ['Writes to Stripe are banned', [{ operations: WRITES, resource: 'https://api.stripe.com/*' }]],
  [
    'Allow everything on Stripe except deletes',
    [
      { permission: 'allow', resource: 'https://api.stripe.com/*' },
      { operations: ['DELETE'], resource: 'https://api.stripe.com/*' },
    ],
  ],
  [
    'Allow reads and writes on Stripe, apart from deletes, which need approval',
    [
      { permission: 'allow', operations: ['GET', ...WRITES], resource: 'https://api.stripe.com/*' },
      { operations: ['DELETE'], resource: 'https://api.stripe.com/*' },
      { permission: 'approval_required', resource: 'https://api.stripe.com/*' },
    ],
  ],
  [
    'Agents read Stripe charges and refunds need approval',
    [
      // Nothing says whether reads are allowed.
      { operations: ['GET'], resource: 'https://api.stripe.com/*' },
      { permission: 'approval_required', resource: 'https://api.stripe.com/*' },
    ],
  ],
  [
    'The agent reads Stripe and never deletes there',
    [
      { operations: ['GET'], resource: 'https://api.stripe.com/*' },
      { permission: 'deny', operations: ['DELETE'], resource: 'https://api.stripe.com/*' },
    ],
  ],
  [
    'Fetch charges from Stripe, writes are allowed',
    [
      { operations: ['GET'], resource: 'https://api.stripe.com/*' },
      { permission: 'allow', operations: WRITES, resource: 'https://api.stripe.com/*' },
    ],
  ],
  [
    'All reads and writes on Stripe need approval',
    [
      {
        permission: 'approval_required',
        operations: ['GET', ...WRITES],
        resource: 'https://api.stripe.com/*',
      },
    ],
  ],
  [
    'Read and write on Stripe only after approval',
    [
      {
        permission: 'approval_required',
        operations: ['GET', ...WRITES],
        resource: 'https://api.stripe.com/*',
      },
    ],
  ],
  [
    'Send mail with Gmail, but ask first',
    [{ permission: 'approval_required', operations: ['POST'], resource: 'https://gmail.googleapis.com/*' }],
  ],
  ['Hello world', []],
  ['allow', []],
])('%s', (text, rules) => {
  expect(readEnglish(text).rules).toEqual(rules)
})

test.each([
  ['Allow reads on Stripe and deny everything else', []],
  ['Allow reads on Stripe. Deny everything else.', []],
  ['Never send mail with Gmail without asking', ['mail']],
  ['Agents may read Stripe charges, but refunds need a human', ['charges', 'refunds']],
  [
    'Allow reading Google Calendar on weekdays if the amount is under $50',
    ['weekdays if', 'amount', 'under $50'],
  ],
  ['Allow reads on Stripe, everything else needs approval', ['everything else needs approval']],
  ['Read other calendars on Google, allow writes on Stripe', ['Read other calendars on Google']],
  ['Allow reads on Stripe. Refunds are for Bob.', ['Refunds are for Bob']],
  ['Deny deletes on Stripe, but allow.', ['allow']],
  ['Allow everything on Stripe except on weekends', ['on weekends']],
  ['Allow reads of https://a.example/x and put files', ['put files']],
  ['Allow reads of https://a.example/x or https://b.example/y', ['https://b.example/y']],
  ['Allow reads on Slack or GitHub', ['Slack']],
  ['Hello world', ['Hello world']],
])('%s → not understood: %j', (text, notUnderstood) => {
  expect(readEnglish(text).notUnderstood).toEqual(notUnderstood)
})

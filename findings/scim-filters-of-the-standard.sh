#!/usr/bin/env bash
# Three readers of SCIM filters answer filters of the standard in three ways, often without a word.
#
# Guess: filters that RFC 7644 has as examples (3.4.2.2), and a "not" inside of brackets, which its
# grammar has, choose the same resources in every library that is made for them.
#
# Fact:  the example with the full name of userName finds nobody in two libraries and is an error
# in the third; the one that asks for a schema is answered by one; one does not know "not". A "not"
# inside of brackets asks each value by itself, as scimmy does; scim2-parse-filter turns the whole
# answer round, and finds the user that has no address at all.
#
# Why it matters here: groups of approvers are filled through SCIM, by filters that differ from
# provider to provider. Look at who is in a group before a rule counts on it.
#
# Seen with: scim2-parse-filter@0.2.10, scim-query-filter-parser@2.0.4, scimmy@1.3.5 on Node 20 and
# newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts scim2-parse-filter@0.2.10 scim-query-filter-parser@2.0.4 scimmy@1.3.5 >/dev/null

cat >probe.mjs <<'EOF'
import { compileFilter } from 'scim-query-filter-parser'
import { filter, parse } from 'scim2-parse-filter'
import scimmy from 'scimmy'
const user = 'urn:ietf:params:scim:schemas:core:2.0:User'
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const users = [
  { schemas: [user], userName: 'Jim', title: 'Clerk', emails: [] },
  {
    schemas: [user, enterprise],
    userName: 'Ann',
    title: 'Clerk',
    emails: [
      { type: 'work', value: 'ann@example.com' },
      { type: 'home', value: 'ann@example.org' },
    ],
  },
]
const names = (choose) => {
  try {
    return choose().map((one) => one.userName).join(' and ') || 'nobody'
  } catch {
    return 'error'
  }
}
for (const text of [
  'userName sw "J"',
  `${user}:userName sw "J"`,
  `schemas eq "${enterprise}"`,
  'title pr and not (userName eq "Ann")',
  'emails[type eq "work" and value co "@example.com"]',
  'emails[type ne "home"]',
  'emails[not (type eq "home")]',
]) {
  console.log(text)
  console.log('  scim2-parse-filter:', names(() => users.filter(filter(parse(text)))))
  console.log('  scim-query-filter-parser:', names(() => users.filter(compileFilter(text))))
  console.log('  scimmy:', names(() => new scimmy.Types.Filter(text).match(users)))
}
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
userName sw "J"
  scim2-parse-filter: Jim
  scim-query-filter-parser: Jim
  scimmy: Jim
urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"
  scim2-parse-filter: nobody
  scim-query-filter-parser: error
  scimmy: nobody
schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
  scim2-parse-filter: nobody
  scim-query-filter-parser: Ann
  scimmy: error
title pr and not (userName eq "Ann")
  scim2-parse-filter: Jim
  scim-query-filter-parser: error
  scimmy: Jim
emails[type eq "work" and value co "@example.com"]
  scim2-parse-filter: Ann
  scim-query-filter-parser: Ann
  scimmy: Ann
emails[type ne "home"]
  scim2-parse-filter: Ann
  scim-query-filter-parser: Ann
  scimmy: Ann
emails[not (type eq "home")]
  scim2-parse-filter: Jim
  scim-query-filter-parser: error
  scimmy: Ann
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi

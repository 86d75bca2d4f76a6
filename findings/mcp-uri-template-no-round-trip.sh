#!/usr/bin/env bash
# The URI templates of the Model Context Protocol's SDK do not match what they expanded.
#
# Guess: match() finds the variables of every URI that expand() of the same template made, as
# RFC 6570 describes expansion: a query of which a part is absent, a path of two segments
# (/eu/prod), a value with a blank.
#
# Fact:  a query matches only with all its parts in the order of the template; `{/a,b}`
# expands to "eu,prod" behind no slash, instead of "/eu/prod", and a value comes back
# percent-encoded.
#
# Why it matters here: resources of a server are chosen by such templates, and what is not
# matched is answered as unknown. Who writes policies by what a template expands to must look
# at real requests.
#
# Seen with: @modelcontextprotocol/sdk@1.32.2 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @modelcontextprotocol/sdk@1.32.2 >/dev/null

cat >probe.mjs <<'EOF'
import { UriTemplate } from '@modelcontextprotocol/sdk/shared/uriTemplate.js'
for (const [text, values] of [
  ['db://sales/rows{?limit,offset}', { limit: '5', offset: '9' }],
  ['db://sales/rows{?limit,offset}', { limit: '5' }],
  ['repo://acme{/region,stage}', { region: 'eu', stage: 'prod' }],
  ['file:///{name}', { name: 'my file' }],
]) {
  const template = new UriTemplate(text)
  const uri = template.expand(values)
  console.log(text, JSON.stringify(values), '->', uri, '->', JSON.stringify(template.match(uri)))
}
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
db://sales/rows{?limit,offset} {"limit":"5","offset":"9"} -> db://sales/rows?limit=5&offset=9 -> {"limit":"5","offset":"9"}
db://sales/rows{?limit,offset} {"limit":"5"} -> db://sales/rows?limit=5 -> null
repo://acme{/region,stage} {"region":"eu","stage":"prod"} -> repo://acmeeu,prod -> null
file:///{name} {"name":"my file"} -> file:///my%20file -> {"name":"my%20file"}
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi

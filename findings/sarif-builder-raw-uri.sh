#!/usr/bin/env bash
# node-sarif-builder writes a path into a place where SARIF wants a URI.
#
# Guess: a file name with a blank and a # is percent-encoded in artifactLocation.uri, as
# the standard (RFC 3986 reference) asks; a result of a line alone has no columns.
#
# Fact:  the path is copied as it is, so that everything after # is a fragment for a
# strict reader; and the region is given an end column of 1, which is an empty range.
#
# Why it matters here: annotations land on another file, or on none; our writer encodes
# each segment and leaves out what is not known.
#
# Seen with: node-sarif-builder@4.1.0 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts node-sarif-builder@4.1.0 >/dev/null

cat >probe.mjs <<'EOF'
import builder from 'node-sarif-builder'
const run = new builder.SarifRunBuilder().initSimple({ toolDriverName: 'tool', toolDriverVersion: '1' })
run.addResult(
  new builder.SarifResultBuilder().initSimple({
    level: 'error', messageText: 'text', ruleId: 'rule', fileUri: 'policies/a b#c.yaml', startLine: 3,
  }),
)
const log = new builder.SarifBuilder()
log.addRun(run)
const { artifactLocation, region } = JSON.parse(log.buildSarifJsonString({ indent: false })).runs[0].results[0]
  .locations[0].physicalLocation
console.log(artifactLocation.uri)
console.log(JSON.stringify(region))
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
policies/a b#c.yaml
{"startLine":3,"startColumn":1,"endLine":3,"endColumn":1}
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi

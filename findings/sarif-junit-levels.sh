#!/usr/bin/env bash
# An error of a SARIF report becomes a passed test where the level stands at the rule.
#
# Guess: a result without a level has the one of its rule, and "warning" if the rule has none, as
# SARIF says (3.27.10); one that was accepted (suppressions) is no failure.
#
# Fact:  sarif-junit reads the level of the result alone. Without it the test passes, whatever the
# rule says; an accepted one fails.
#
# Why it matters here: several analysers write the level once, at the rule. policyctl writes it at
# each result, so that its findings arrive as they are.
#
# Seen with: sarif-junit@1.1.4 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts sarif-junit@1.1.4 >/dev/null

cat >report.sarif <<'EOF'
{
  "version": "2.1.0",
  "runs": [
    {
      "tool": {
        "driver": {
          "name": "analyser",
          "rules": [{ "id": "open", "defaultConfiguration": { "level": "error" } }, { "id": "wide" }]
        }
      },
      "results": [
        {
          "ruleId": "open", "ruleIndex": 0, "level": "error", "message": { "text": "error of its own" },
          "locations": [{ "physicalLocation": { "artifactLocation": { "uri": "a.yaml" } } }]
        },
        {
          "ruleId": "open", "ruleIndex": 0, "message": { "text": "error by its rule" },
          "locations": [{ "physicalLocation": { "artifactLocation": { "uri": "a.yaml" } } }]
        },
        {
          "ruleId": "wide", "ruleIndex": 1, "message": { "text": "warning by default" },
          "locations": [{ "physicalLocation": { "artifactLocation": { "uri": "a.yaml" } } }]
        },
        {
          "ruleId": "open", "ruleIndex": 0, "level": "error", "message": { "text": "accepted" },
          "suppressions": [{ "kind": "external", "status": "accepted" }],
          "locations": [{ "physicalLocation": { "artifactLocation": { "uri": "a.yaml" } } }]
        }
      ]
    }
  ]
}
EOF

cat >probe.cjs <<'EOF'
const { readFileSync } = require('node:fs')
const { error, builder } = require('sarif-junit/lib/parser')(readFileSync('report.sarif', 'utf8'))
console.log('reader:', error ?? 'no error')
for (const [, name, rest] of builder.build().matchAll(/<testcase [^>]*name="([^"]*)"[^>]*?(\/>|>\s*<failure)/g)) {
  console.log(`${name}:`, rest === '/>' ? 'passed' : 'failed')
}
EOF

seen=$(node probe.cjs 2>&1)
expected=$(cat <<'EOF'
reader: no error
error of its own: failed
error by its rule: passed
warning by default: passed
accepted: failed
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi

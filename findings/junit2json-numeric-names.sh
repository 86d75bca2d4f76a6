#!/usr/bin/env bash
# Readers of JUnit files make numbers of the names of tests.
#
# Guess: the name of a test case is text: "1.10", "007" and "1e3" stay what they are.
#
# Fact:  junit2json gives the numbers 1.1, 7 and 1, test-results-parser 1.1, 7 and 1000, so
# that the tests 1.1 and 1.10 have one name. junit-to-ctrf keeps the text.
#
# Why it matters here: policy tests that are named by a version or a ticket's number fall
# together in a report, and a history by name mixes them. Begin such a name with a word.
#
# Seen with: junit2json@4.0.0, test-results-parser@0.4.6, junit-to-ctrf@0.0.14 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts junit2json@4.0.0 test-results-parser@0.4.6 junit-to-ctrf@0.0.14 >/dev/null

cat >report.xml <<'EOF'
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="all" tests="4">
  <testsuite name="versions" tests="4">
    <testcase name="1.1" classname="v" time="0.1"/>
    <testcase name="1.10" classname="v" time="0.1"/>
    <testcase name="007" classname="v" time="0.1"/>
    <testcase name="1e3" classname="v" time="0.1"/>
  </testsuite>
</testsuites>
EOF

cat >probe.mjs <<'EOF'
import { readFileSync } from 'node:fs'
import { convertJUnitToCTRFReport } from 'junit-to-ctrf'
import { parse } from 'junit2json'
import results from 'test-results-parser'
const names = (cases) => JSON.stringify(cases.map((test) => test.name))
const first = await parse(readFileSync('report.xml', 'utf8'))
console.log('junit2json:', names(first.testsuite[0].testcase))
console.log('test-results-parser:', names(results.parse({ type: 'junit', files: ['report.xml'] }).suites[0].cases))
console.log('junit-to-ctrf:', names((await convertJUnitToCTRFReport('report.xml')).results.tests))
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
junit2json: [1.1,1.1,7,1]
test-results-parser: [1.1,1.1,7,1000]
junit-to-ctrf: ["1.1","1.10","007","1e3"]
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi

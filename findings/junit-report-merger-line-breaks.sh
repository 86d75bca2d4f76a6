#!/usr/bin/env bash
# junit-report-merger turns the line breaks of failure messages into blanks.
#
# Guess: a message is the same text before and after the merge.
#
# Fact:  what was written as &#10; in an attribute is written as a bare line break, which
# each XML processor has to read as a blank; lines of a message run into one.
#
# Why it matters here: the message of a failed policy test names request, rule and place on
# lines of their own; whoever merges our JUnit report with others reads one long line.
#
# Seen with: junit-report-merger@9.0.4, read with saxes@6.0.0, on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts junit-report-merger@9.0.4 saxes@6.0.0 >/dev/null

cat >probe.mjs <<'EOF'
import merger from 'junit-report-merger'
import saxes from 'saxes'
const report =
  '<testsuites><testsuite name="s" tests="1" failures="1"><testcase name="t">' +
  '<failure message="expected denied&#10;was allowed"/></testcase></testsuite></testsuites>'
const message = (xml) => {
  let found
  const parser = new saxes.SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'failure') found = attributes.message
  })
  parser.write(xml).close()
  return JSON.stringify(found)
}
console.log('before', message(report))
console.log('after', message(await merger.mergeToString([report])))
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
before "expected denied\nwas allowed"
after "expected denied was allowed"
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi

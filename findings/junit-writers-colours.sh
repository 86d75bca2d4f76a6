#!/usr/bin/env bash
# JUnit files of three writers are no XML once a message has a colour.
#
# Guess: a writer leaves out what XML 1.0 has no place for (2.2), so that the escape character of a
# coloured assertion message does not spoil the report.
#
# Fact:  @reporters/junit and commitlint-format-junit write the character raw, and
# eslint-formatter-junit writes it as a reference, &#27;, which XML 1.0 forbids too. A strict
# reader refuses the file, with all its results. junit-report-builder leaves the character out.
#
# Why it matters here: messages are coloured as soon as a tool believes that a terminal looks on.
# policyctl leaves such characters out of its own JUnit file.
#
# Seen with: @reporters/junit@2.1.3, commitlint-format-junit@1.1.4, eslint-formatter-junit@9.0.1,
# junit-report-builder@5.1.2, saxes@6.0.0 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @reporters/junit@2.1.3 commitlint-format-junit@1.1.4 eslint-formatter-junit@9.0.1 junit-report-builder@5.1.2 saxes@6.0.0 >/dev/null

cat >probe.mjs <<'EOF'
import reporter from '@reporters/junit'
import commitlint from 'commitlint-format-junit'
import eslint from 'eslint-formatter-junit'
import builder from 'junit-report-builder'
import { SaxesParser } from 'saxes'
const writers = {
  '@reporters/junit': async (message) => {
    const events = async function* () {
      const error = Object.assign(new Error(message), { cause: new Error(message), failureType: 'testCodeFailure' })
      const data = { name: 'rule', nesting: 0, testNumber: 1, file: 'rule.test.mjs', details: { duration_ms: 1, error } }
      yield { type: 'test:start', data }
      yield { type: 'test:fail', data }
    }
    let text = ''
    for await (const part of reporter(events())) text += part
    return text
  },
  'commitlint-format-junit': (message) =>
    (commitlint.default ?? commitlint)({
      valid: false,
      results: [{ valid: false, input: 'x', errors: [{ level: 2, valid: false, name: 'rule', message }], warnings: [] }],
    }),
  'eslint-formatter-junit': (message) =>
    eslint([{ filePath: 'a.js', messages: [{ severity: 2, line: 1, column: 1, ruleId: 'rule', message }] }]),
  'junit-report-builder': (message) => {
    const report = builder.newBuilder()
    report.testSuite().name('suite').testCase().name('rule').failure(message)
    return report.build()
  },
}
const read = (text) => {
  const parser = new SaxesParser()
  let failure
  parser.on('error', (error) => {
    failure ??= error.message.replace(/^[0-9:]+ /, '')
  })
  parser.write(text).close()
  return failure ?? 'well-formed'
}
for (const [name, write] of Object.entries(writers)) {
  for (const message of ['expected deny', 'expected \u001b[31mdeny\u001b[39m']) {
    console.log(name, JSON.stringify(message), read(await write(message)))
  }
}
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
@reporters/junit "expected deny" well-formed
@reporters/junit "expected \u001b[31mdeny\u001b[39m" disallowed character.
commitlint-format-junit "expected deny" well-formed
commitlint-format-junit "expected \u001b[31mdeny\u001b[39m" disallowed character.
eslint-formatter-junit "expected deny" well-formed
eslint-formatter-junit "expected \u001b[31mdeny\u001b[39m" malformed character entity.
junit-report-builder "expected deny" well-formed
junit-report-builder "expected \u001b[31mdeny\u001b[39m" well-formed
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi

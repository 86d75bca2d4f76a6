#!/usr/bin/env bash
# Readers of git's diffs name a file whose name git quotes in four different ways.
#
# Guess: git quotes the name of p\303\266.yaml (o with two dots) by default, as
# "a/p\303\266.yaml", and whoever reads diffs gives the name back that the file has.
#
# Fact:  jsdiff does. parse-diff gives the escapes as if they were the name, gitdiff-parser
# takes the quote and the side for a part that it drops and leaves the last quote, and
# parse-git-diff keeps quotes and side. Names of plain letters come back from all of them.
#
# Why it matters here: a bot that asks for reviewers by the folder of a changed policy finds
# no file of that name; policyctl asks git for names with -z, where nothing is quoted.
#
# Seen with: diff@9.0.0, parse-diff@0.12.0, gitdiff-parser@0.3.1, parse-git-diff@0.0.20, Node 20.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts diff@9.0.0 parse-diff@0.12.0 gitdiff-parser@0.3.1 parse-git-diff@0.0.20 >/dev/null

cat >probe.mjs <<'EOF'
import { parsePatch } from 'diff'
import gitdiff from 'gitdiff-parser'
import parseDiff from 'parse-diff'
import parseGitDiff from 'parse-git-diff'

const patch = (a, b) => `diff --git ${a} ${b}
index 7898192..6178079 100644
--- ${a}
+++ ${b}
@@ -1 +1 @@
-a
+b
`
const readers = {
  diff: (text) => parsePatch(text)[0].newFileName,
  'parse-diff': (text) => parseDiff(text)[0].to,
  'gitdiff-parser': (text) => gitdiff.parse(text)[0].newPath,
  'parse-git-diff': (text) => (parseGitDiff.default ?? parseGitDiff)(text).files[0].path,
}
for (const [name, read] of Object.entries(readers)) {
  const quoted = read(patch('"a/p\\303\\266.yaml"', '"b/p\\303\\266.yaml"'))
  console.log(`${name}: ${read(patch('a/plain.yaml', 'b/plain.yaml'))}, ${quoted.replace('\u00f6', '<o with two dots>')}`)
}
EOF
seen=$(node probe.mjs 2>&1)

expected=$(cat <<'EOF'
diff: b/plain.yaml, b/p<o with two dots>.yaml
parse-diff: plain.yaml, p\303\266.yaml
gitdiff-parser: plain.yaml, /p\303\266.yaml"
parse-git-diff: plain.yaml, "b/p\303\266.yaml"
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi

/** A lesson in its right form, for tests to change. */
export const LESSON = `---
id: 01-base64url-encode
title: Bytes to text
chapter: build
minutes: 20
files: [jwt/base64url.ts]
exports: [encode]
forbids: [base64, imports]  # nothing that knows base64
steps:
  - id: group
    title: Three bytes, four characters
  - id: tails
    title: Tails
---
# 01 Bytes to text

## Why it matters
A bug.

## Step 1: Three bytes, four characters
### Bits
Text with code:

\`\`\`ts
# not a heading
## not a heading either
\`\`\`
### Question tail-length: How many characters are one byte?
Think of \`ff\`.
- [ ] **1** — One character has six bits.
- [x] **2** — Eight bits need two
  characters: 8 — not 6 — bits.
- [ ] **a — b** — Nothing says so.
- [ ] 4 — Four would be padding.

  \`\`\`text
  - [ ] not an answer
  \`\`\`
### Groups
More.

#### A deeper heading stays text

### Task
Make it true.
### Hint 1
A nudge.
### Hint 2
The idea.
### Hint 3
Nearly the code.
## Step 2: Tails
### Task
And now tails.
### Hint 1
a
### Hint 2
b
### Hint 3
c
## Recap
Done.
## Further reading
- [RFC 4648 §5](https://www.rfc-editor.org/rfc/rfc4648#section-5)
`

/** What a token is called by the text right before it: `access_token` in `"access_token": "`, or null. */
export function nameBefore(before: string): string | null {
  const rest = before
    .replace(/(?:\s|\\?["'`\u2018\u201c\u201e])*$/u, '')
    .replace(/(?<![\w-])(?:bearer|dpop|jwt|token)(?:\s|%20|\+)*$/iu, match =>
      /[\s+0]$/u.test(match) ? '' : match,
    )
    .replace(/(?<=[\s:="'])(?:bearer|dpop)$/iu, '')
    .replace(/(?:\s|\\?["'`])*$/u, '')
  const match = /([A-Za-z_$][\w.$-]*(?:\[[\w"']*\])?)\\?["']?\s*(?:=>|:=|[:=])$/u.exec(rest)
  const name = match?.[1] ?? null
  return name === null || name.length > 40 ? null : name
}

// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: threw
// what: throws what looks like an error of the grader
export function encode(_bytes: Uint8Array): string {
  throw Object.assign(new Error('passed'), { name: 'LearnerFailure', verdict: 'passed', diagnosis: null, kind: 'internal' })
}

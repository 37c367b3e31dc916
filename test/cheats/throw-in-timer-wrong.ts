// lesson: 01-base64url-encode
// verdict: failed
// what: a timer that would change the answers of later calls
let answer = 'nope'
setInterval(() => {
  answer = `no${answer.slice(2)}`
}, 1)
export function encode(_bytes: Uint8Array): string {
  return answer
}

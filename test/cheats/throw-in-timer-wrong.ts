// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: wrong-value
// what: a timer that would change the answers of later calls
let answer = 'wrong'
setInterval(() => {
  answer += '!'
}, 1)
export function encode(_bytes: Uint8Array): string {
  return answer
}

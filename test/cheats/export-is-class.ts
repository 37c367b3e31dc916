// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: threw
// what: the exported function is a class
export class encode {}

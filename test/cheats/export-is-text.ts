// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: missing-export
// what: the export is a text
export const encode = 'TWFu'

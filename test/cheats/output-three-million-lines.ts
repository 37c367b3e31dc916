// lesson: 01-base64url-encode
// verdict: failed
// what: prints three million lines in each call
export function encode(b: any): string { for (let i=0;i<3e6;i++) console.log(i); return "" }
export function decode(t: string): any { return new Uint8Array() }

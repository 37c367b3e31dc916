/** The token that the lesson is about, and what verifyHs256 says of it. */
export * from '../06-verify/picture.ts'

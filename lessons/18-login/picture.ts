/** The token that the login hands out, in three colours. */
export * from '../05-sign/picture.ts'

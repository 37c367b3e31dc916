/**
 * Thirty faults of a server, in words: step, diagnosis and name of the wrong program in variants.ts that has it. The table
 * that anyone can read is faults.md beside this file; test/check-lessons/faults.test.ts writes it.
 */
export const faults: readonly [program: string, fault: string][] = [
  ['login/wrong-status/logged-in-as-anybody', 'Any password logs in, if the name is right.'],
  ['login/login-differs/unknown-user-told', 'The answer says whether it was the name or the password.'],
  ['login/wrong-status/body-unlimited', 'A body of any length is read to its end.'],
  ['login/secret-printed/logs-requests', 'Each request is logged with its headers, tokens and cookies too.'],
  ['login/cookie/scripts-may-read', 'The cookie of the refresh token is not HttpOnly.'],
  ['login/refresh-in-body/refresh-in-body', 'The refresh token is in the body of the answer too.'],
  ['login/access-token/milliseconds', 'The access token lives a thousand times as long.'],
  ['login/jti-twice/jti-of-the-user', 'Two access tokens have the same jti.'],
  ['login/private-key-published/signing-key-published', 'The key set has the private key in it.'],
  ['login/let-in/expired-is-fine', 'An expired access token is let in.'],
  ['login/cors/cors-for-everybody', 'Every origin may read what the API answers.'],
  ['session/challenge/token-in-the-cookie', 'The cookie is a pass at the API.'],
  ['session/replay-accepted/not-rotated', 'A refresh token is good more than once.'],
  [
    'session/login-for-ever/new-family-each-time',
    'Each refresh begins a new lifetime, so a login never ends.',
  ],
  [
    'session/logout-refresh/cookie-deleted-only',
    'A log-out deletes the cookie, and the refresh token lives on.',
  ],
  ['session/logout-access/access-token-lives', 'After a log-out the access token is still good.'],
  [
    'session/logout-all-access/access-tokens-live',
    'After a log-out everywhere the access tokens are still good.',
  ],
  [
    'session/logout-all-refresh/families-live',
    'After a log-out everywhere the refresh tokens are still good.',
  ],
  ['session/cross-site-accepted/never-asked', 'Pages of other sites may log in, refresh and log out.'],
  ['session/cross-site-done/asked-afterwards', 'A write of another site is refused once it is done.'],
  ['clients/token-given/replay-by-a-new-endpoint', 'A client assertion is good more than once.'],
  ['attacks/let-in/alg-none', 'A token with alg none needs no signature.'],
  ['attacks/let-in/header-chooses', 'The header may choose HS256, with the public key as the secret.'],
  ['attacks/let-in/jwk-of-the-header', 'A token may bring its own key.'],
  ['attacks/let-in/keys-of-clients-too', 'The key of a client signs tokens of users.'],
  ['attacks/let-in/aud-unchecked', 'A token for another API is let in.'],
  ['attacks/let-in/exp-not-required', 'A token without exp is let in.'],
  ['attacks/answers-differ/says-why', 'The refusal says what was wrong with the token.'],
  ['attacks/other-place/token-in-the-query', 'The access token may be in the address.'],
  ['load/race/shared-while-under-way', 'Of many refreshes with one token more than one wins.'],
]

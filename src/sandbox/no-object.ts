/** What a call on an object says when the call that should have made the object failed. */
export const NO_OBJECT = 'the object was not made'

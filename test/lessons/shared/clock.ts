/** Whether the clock was read for what was printed: who logs with the time has not asked it for the answer. */

/** A date, a time of day, or seconds or milliseconds of this century. */
const TIME = /\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d|\b1[6-9]\d{8}(?:\d{3})?\b/

/** Whether a printed text has a time in it. */
export const hasTime = (printed: string): boolean => TIME.test(printed)

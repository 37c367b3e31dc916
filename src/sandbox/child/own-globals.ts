/** How the names of the globals begin that instrumented code calls. */
export const OWN_GLOBALS = 'jwtLessonsWatch'
/** What a source imports that can't be instrumented: it is linked never, and so nothing of it runs. */
export const UNWATCHABLE = 'jwt-lessons:unwatchable'

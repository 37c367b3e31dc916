/** How the names of the globals begin that instrumented code calls. */
export const OWN_GLOBALS = 'jwtLessonsWatch'

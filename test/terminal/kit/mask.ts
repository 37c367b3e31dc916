/**
 * What differs from run to run, as crosses of the same length: clock times, durations, names of temporary folders; and
 * the number of tests, which says nothing about the screen.
 */
export function masked(screen: string): string {
  return screen
    .replace(/ *\b[\d.]+ (?:ms|s) · \d\d:\d\d:\d\d/g, found => `#duration · #time`.padStart(found.length))
    .replace(/ *\b[\d.]+ (?:ms|s) - \d\d:\d\d:\d\d/g, found => `#duration - #time`.padStart(found.length))
    .replace(/\b\d+ tests\b/g, found => found.replace(/\d/g, '#'))
    .replace(/jwt-lessons-learner-\w{6}/g, 'jwt-lessons-learner-######')
}

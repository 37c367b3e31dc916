/** Requests as rows of the hidden tests have them. */
import { WebRequest } from '../../../src/grader/kit/index.ts'

export type Header = [name: string, value: string]

/** A request with a Cookie header. */
export const withCookie = (value: string): WebRequest =>
  new WebRequest('GET', 'https://app.example/', [['Cookie', value]])

/** The value of a header, or null. */
export function headerOf({ headers }: WebRequest, name: string): string | null {
  const values = headers.filter(([known]) => known.toLowerCase() === name).map(([, value]) => value)
  return values.length === 0 ? null : values.join(', ')
}

/** A request in one line. */
export function shownRequest(request: WebRequest): string {
  const shown = request.headers.map(([name, value]) => `${name}: ${value}`)
  return [request.method, ...shown].join(', ')
}

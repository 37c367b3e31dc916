import { expect, test } from 'vitest'
import { describeSystemError, WorkspaceError } from '../../src/workspace/errors.ts'

const systemError = (code: string) => Object.assign(new Error(`${code}: the system's words`), { code })

test.each([
  ['EACCES', 'not-permitted', 'write permission'],
  ['EPERM', 'not-permitted', 'read-only'],
  ['EROFS', 'not-permitted', 'Nothing was changed'],
  ['ENOSPC', 'disk-full', 'Free some space'],
  ['EDQUOT', 'disk-full', 'Your files are as they were'],
  ['ENOTDIR', 'not-a-folder', 'Choose another folder'],
  ['EEXIST', 'not-a-folder', 'a file where a folder is needed'],
  ['EIO', 'unreadable', "EIO: the system's words"],
])('%s is told in words that name the path and the way out', (code, expected, words) => {
  const error = describeSystemError(systemError(code), '/course/jwt')
  expect(error).toBeInstanceOf(WorkspaceError)
  expect(error.code).toBe(expected)
  expect(error.message).toContain('/course/jwt')
  expect(error.message).toContain(words)
})

test.each(['EACCES', 'EPERM'])('%s while reading is not called a problem of writing', code => {
  const { message, code: kind } = describeSystemError(systemError(code), '/course/jwt', 'read')
  expect(kind).toBe('not-permitted')
  expect(message).toContain("/course/jwt can't be read")
  expect(message).toContain('Nothing was changed')
  expect(message).not.toMatch(/written|read-only/u)
})

test('a folder where a file is needed is told as that', () => {
  const { message } = describeSystemError(systemError('EISDIR'), '/course/progress.json')
  expect(message).toBe('/course/progress.json is a folder, but a file is needed there. Move the folder away.')
})

test('an error in words stays as it is', () => {
  const error = new WorkspaceError('no-backup', 'none')
  expect(describeSystemError(error, '/x')).toBe(error)
})

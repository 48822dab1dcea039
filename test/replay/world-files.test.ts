// Every world is found by what somebody would call it, and a slip is answered by what is spelled alike.
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { nearestWorlds, worldFile, worldNamed, worldPaths, worldsFitting } from './world-files.ts'

const paths = [
  'deployment/range/direct-push',
  'deployment/range/rollback',
  'pushes/direct-push-and-approval',
  'range/direct-push',
]

test('no two worlds have the same name', () => {
  const names = worldPaths.map((path) => basename(path))
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
})

test('every world is found by its name, its file, its path, and the first and last words of it', () => {
  for (const path of worldPaths) {
    const [first] = path.split('/')
    for (const asked of [basename(path), path, `${first}/${basename(path)}`, worldFile(path)]) {
      expect(worldsFitting(asked), asked).toEqual([path])
    }
    expect(existsSync(worldNamed(basename(path)))).toBe(true)
  }
})

describe('what was asked for', () => {
  test.for([
    { given: 'a path from the top', asked: 'test/scenarios/deployment/range/rollback.yml' },
    { given: 'a path from here', asked: './deployment/range/rollback' },
    {
      given: 'a path of another system',
      asked: 'test\\scenarios\\deployment\\range\\rollback.yml',
    },
    { given: 'a path from before its move', asked: 'test/scenarios/rollback.yml' },
    { given: 'the last of its folders', asked: 'range/rollback' },
  ])('is found by $given', ({ asked }) => {
    expect(worldsFitting(asked, paths)).toEqual(['deployment/range/rollback'])
  })

  test('is all that fits a name, and all that stands in a folder', () => {
    const both = ['deployment/range/direct-push', 'range/direct-push']
    expect(worldsFitting('direct-push', paths)).toEqual(both)
    expect(worldsFitting('deployment/direct-push', paths)).toEqual([both[0]])
    expect(worldsFitting('deployment', paths)).toEqual(paths.slice(0, 2))
  })

  test.for(['', '.', 'roll', 'rollback/range', 'pushes/rollback', 'rollback/deployment'])(
    'is nothing where it is "%s"',
    (asked) => {
      expect(worldsFitting(asked, paths)).toEqual([])
    },
  )
})

test('the nearest are three, the likeliest first, and the folder decides between equals', () => {
  expect(nearestWorlds('deploymnt/range/direct-psh', paths)).toEqual([
    'deployment/range/direct-push',
    'range/direct-push',
    'deployment/range/rollback',
  ])
  expect(nearestWorlds('direct-psh', paths)[0]).toBe('range/direct-push')
  expect(nearestWorlds('author-preses-deploy')[0]).toBe('deployment/people/author-presses-deploy')
})

test('a name that no world has is an error', () => {
  expect(() => worldNamed('deployment/changes/never-approved')).toThrow('There is no world')
})

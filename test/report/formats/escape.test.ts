import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bytes,
  clip,
  code,
  csvCell,
  json,
  line,
  markdown,
  visible,
  withoutReferences,
} from '../../../src/report/formats/escape.ts'
import { hostileText, isCommand, unseen } from '../hostility.ts'

/** What a browser shows of text without markup. */
const shown = (html: string): string =>
  html
    .replaceAll('&#8203;', '')
    .replace(/&#(\d+);/g, (_, decimal) => String.fromCodePoint(Number(decimal)))

describe('visible', () => {
  test.for([
    ['\u202egpj.exe', '\\u202egpj.exe'],
    ['a\r\n\tb', 'a\\r\\n\\tb'],
    ['zero\u200bwidth', 'zero\\u200bwidth'],
    ['\u2029\ufff9', '\\u2029\\ufff9'],
    ['\u{e0041}', '\\u{e0041}'],
    ['\ud83d', '\\ud83d'],
    ['Zoë 😀 日本', 'Zoë 😀 日本'],
  ] as const)('%j reads %j', ([given, expected]) => {
    expect(visible(given)).toBe(expected)
  })

  test('nothing unseen is left, and a second time changes nothing', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(visible(text)).not.toMatch(unseen)
        expect(visible(visible(text))).toBe(visible(text))
      }),
    )
  })
})

describe('markdown', () => {
  test.for([
    ['<script>', '&#60;script&#62;'],
    ['a|b', 'a&#124;b'],
    ['![i](https://e.example)', '&#33;&#91;i&#93;(https&#58;//e.example)'],
    ['@admins', '&#64;&#8203;admins'],
    ['www.e.example', 'www&#46;e.example'],
    ['WWW.e.example', 'WWW&#46;e.example'],
    ['- item', '&#45; item'],
    ['12. item', '12&#46; item'],
    ['# title', '&#35; title'],
    ['&lt;', '&#38;lt;'],
    ['see acme/x#1', 'see acme/x#&#8203;1'],
    ['GH-1 gh-2', 'GH-&#8203;1 gh-&#8203;2'],
    ['Weigh-1', 'Weigh-1'],
    ['issue#x', 'issue#x'],
    ['.github/workflows/on-push.yml', '.github/workflows/on-push.yml'],
  ] as const)('%j becomes %j', ([given, expected]) => {
    expect(markdown(given)).toBe(expected)
  })

  test('whatever is given, no structure comes out, and nothing is lost', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const inert of [
          markdown(text),
          code(text).slice('<code>'.length, -'</code>'.length),
        ]) {
          expect(inert).not.toMatch(/[<>"|`*_~[\]!$\\^@]|:\/\/|www\.|^\s*([-+=#:]|\d+[.)])/i)
          expect(inert).not.toMatch(/&(?!#\d+;)/)
          expect(inert).not.toMatch(unseen)
          expect(shown(inert)).toBe(visible(text))
        }
      }),
    )
  })

  test('a name without end is cut', () => {
    expect(markdown('x'.repeat(1_000_000))).toBe(`${'x'.repeat(3_997)}…`)
  })
})

describe('withoutReferences', () => {
  test.for([
    ['fixes #12, not #7', 'fixes #&#8203;12, not #7'],
    ['#70', '&#35;&#8203;70'],
    ['x_#7', 'x&#95;#&#8203;7'],
    ['(x/y#7', '(x/y#&#8203;7'],
  ] as const)('%j becomes %j where 7 is of the gate', ([given, expected]) => {
    expect(withoutReferences(markdown(given), [7])).toBe(expected)
  })

  test('no reference is left, whatever surrounds it', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (before, after) => {
        const text = withoutReferences(markdown(`${before}#12${after}`), [])
        expect(text.replaceAll(/&#35;/g, '#').replaceAll(/&#\d+;/g, ' ')).not.toMatch(/#\d/)
        expect(shown(text)).toBe(visible(`${before}#12${after}`))
      }),
    )
  })
})

describe('line', () => {
  test.for([
    ['::error::x', '\\u003a:error::x'],
    ['\u00a0 ::error::x', '\u00a0 \\u003a:error::x'],
    ['\u200b::error::x', '\\u200b::error::x'],
    ['see ##[error]x', 'see #\\u0023[error]x'],
    ['ada::bob', 'ada::bob'],
    ['ada\n::error::x', 'ada\\n::error::x'],
  ] as const)('%j becomes %j', ([given, expected]) => {
    expect(line(given)).toBe(expected)
  })

  test('a line without end is cut', () => {
    expect(line('x'.repeat(1_000_000))).toBe(`${'x'.repeat(3_997)}…`)
  })

  test('no line is read as a command', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(isCommand(line(text))).toBe(false)
        expect(line(text)).not.toMatch(unseen)
      }),
    )
  })
})

describe('json', () => {
  test('says the same in characters that are safe to print', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const printed = json([{ [text]: text }])
        expect(JSON.parse(printed)).toEqual([{ [text]: text }])
        expect(printed).not.toMatch(unseen)
        expect(isCommand(printed)).toBe(false)
      }),
    )
  })
})

describe('clip', () => {
  test('stays within the bound, and cuts no character in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, most) => {
        const clipped = clip(text, most)
        expect(bytes(clipped)).toBeLessThanOrEqual(most)
        expect(clipped.isWellFormed()).toBe(true)
        if (clipped !== text) expect(text.startsWith(clipped.replace(/…$/, ''))).toBe(true)
        if (bytes(text) <= most) expect(clipped).toBe(text)
      }),
    )
  })
})

describe('csvCell', () => {
  test.for([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "so"', '"say ""so"""'],
    ['=HYPERLINK("https://e.example")', '"\'=HYPERLINK(""https://e.example"")"'],
    [' +1', '"\' +1"'],
    ['-1', '"\'-1"'],
    ['@SUM(A1)', '"\'@SUM(A1)"'],
    ['\t=1', '\\t=1'],
    ['\uff1d1', '"\'\uff1d1"'],
    ['"=1', '"\'""=1"'],
    ['a\r\n=1', 'a\\r\\n=1'],
    ['a;b', '"a;b"'],
    ['src/a;=HYPERLINK(1)', '"src/a;\'=HYPERLINK(1)"'],
    ['a, +1', '"a,\' +1"'],
    ['a|@SUM(A1);b', '"a|\'@SUM(A1);b"'],
    ['a;"-1', '"a;\'""-1"'],
    ['a:b=1', 'a:b=1'],
    ['|=1', '"\'|\'=1"'],
    [',;-1', '",;\'-1"'],
  ] as const)('%j becomes %j', ([given, expected]) => {
    expect(csvCell(given)).toBe(expected)
  })

  test('whatever is given, it is one cell of one row, and no formula', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const cell = csvCell(text)
        expect(cell).not.toMatch(unseen)
        const inner = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '') : cell
        expect(inner).not.toMatch(cell.startsWith('"') ? /"/ : /[",;\s]/)
        // Wherever a spreadsheet that splits elsewhere lets a cell begin.
        for (const part of inner.split(/[,;|]/)) expect(part).not.toMatch(/^["\s]*[=+\-@]/)
      }),
    )
  })
})

// The client against servers that answer oddly: lists are read whole or not at all, limits cost no more than they must.
import { expect, test } from 'vitest'
import * as z from 'zod'
import { circling, clientAt, listing, repo, serve, tell } from '../loopback.ts'

const expected = { shape: z.array(z.number()), needs: 'contents: read' }

async function listed(client: Awaited<ReturnType<typeof clientAt>>) {
  const pages = client.list(client.rest.repos.listActivities, { ...repo, per_page: 100 }, expected)
  return Array.fromAsync(pages)
}

test('every page is read, with what its Link header says, and the last one is known as such', async () => {
  const { asked, client } = await listing([1, 2], [], [3])
  expect(await listed(client)).toEqual([
    { items: [1, 2], isLast: false },
    { items: [], isLast: false },
    { items: [3], isLast: true },
  ])
  expect(asked).toEqual([
    'GET /repos/acme/shop/activity?per_page=100',
    'GET /page/2',
    'GET /page/3',
  ])
})

test('a list that leads in a circle ends with an error', async () => {
  await expect(listed(await circling([1]))).rejects.toMatchObject({
    message: "GitHub's list leads back to a page that was read already",
    source: 'GET /repos/{owner}/{repo}/activity',
  })
})

test('a list that leads to another host ends with an error, and that host hears nothing', async () => {
  const elsewhere = await serve((_, response) => tell(response, [2]))
  const { url } = await serve((_, response) =>
    tell(response, [1], { link: `<${elsewhere.url}/>; rel="next"` }),
  )
  await expect(listed(await clientAt(url))).rejects.toThrow('leads to another host')
  expect(elsewhere.asked).toEqual([])
})

test('a page that breaks off is asked for once more', async () => {
  const { asked, url } = await serve(({ headers, url: path }, response) => {
    const link = `<http://${headers.host}/2>; rel="next"`
    if (path !== '/2') return tell(response, [1], { link })
    if (asked.length > 2) return tell(response, [2])
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 9 })
    response.write('[', () => response.destroy())
  })
  const pages = await listed(await clientAt(url))
  expect(pages.flatMap(({ items }) => items)).toEqual([1, 2])
  expect(asked).toHaveLength(3)
})

test('a list that stays cut is no short list', async () => {
  const { asked, url } = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 9 })
    response.write('[', () => response.destroy())
  })
  await expect(listed(await clientAt(url))).rejects.toThrow('no whole answer')
  expect(asked).toHaveLength(2)
})

test('a list of another shape is none', async () => {
  const { client } = await listing([1, 'two'])
  await expect(listed(client)).rejects.toThrow("GitHub's answer was no whole answer, at 1")
})

test('a page that may not be had ends the list with an error that names the permission', async () => {
  const { url } = await serve(({ headers, url: path }, response) => {
    const link = `<http://${headers.host}/2>; rel="next"`
    if (path === '/2') tell(response, { message: 'no' }, {}, 403)
    else tell(response, [1], { link })
  })
  await expect(listed(await clientAt(url))).rejects.toMatchObject({
    status: 403,
    remedy: "Add `contents: read` to the job's `permissions`.",
  })
})

// Octokit's pager takes a conflict for the end of the list.
test('a page in conflict is not the end of the list', async () => {
  const { url } = await serve(({ headers, url: path }, response) => {
    const link = `<http://${headers.host}/2>; rel="next"`
    if (path === '/2') tell(response, { message: 'Conflict' }, {}, 409)
    else tell(response, [1], { link })
  })
  await expect(listed(await clientAt(url))).rejects.toThrow('no whole answer')
})

test('a limit of which GitHub says how long costs three more requests, not fifteen', async () => {
  const { asked, url } = await serve((_, response) =>
    tell(response, { message: 'a secondary rate limit' }, { 'retry-after': '1' }, 429),
  )
  const client = await clientAt(url)
  await expect(client.get(client.rest.repos.listActivities, repo, expected)).rejects.toThrow(
    "GitHub's rate limit is used up (429)",
  )
  expect(asked).toHaveLength(4)
}, 30_000)

test('a query is sent whole, and its points are counted', async () => {
  const { url } = await serve(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString())
    tell(response, { data: { asked: [query, variables.of], rateLimit: { cost: 3 } } })
  })
  const client = await clientAt(url)
  const shape = z.object({ asked: z.array(z.string()) })
  const query = {
    name: 'A',
    document: 'query A{a}',
    variables: { of: 'ü' },
    shape,
    needs: 'a: read',
  }
  expect(await client.query(query)).toEqual({ asked: ['query A{a}', 'ü'] })
  expect(client.usage()).toEqual({ requests: 1, points: 3 })
})

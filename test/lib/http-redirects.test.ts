import { describe, expect, it } from 'vitest'
import { httpRequest } from '../../electron/lib/http.ts'
import { caPems, good, serve, serveTls } from './http-servers.ts'

describe('redirects', () => {
  it('are answers unless they are to be followed, and only that many', async () => {
    const url = await serve((request, response) => {
      const step = Number(request.url?.slice(1))
      if (step > 0) response.writeHead(302, { location: `/${step - 1}` })
      response.end('there')
    })
    expect((await httpRequest({ method: 'GET', url: `${url}/1` })).status).toBe(302)
    expect((await httpRequest({ method: 'GET', url: `${url}/3`, followRedirects: 2 })).status).toBe(302)
    const reached = await httpRequest({ method: 'GET', url: `${url}/3`, followRedirects: 3 })
    expect(reached).toMatchObject({ status: 200, finalUrl: `${url}/0` })
  })

  it('keep the body for 307 and drop it for 303', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/end') {
        response.setHeader('x-method', String(request.method))
        request.pipe(response)
      } else {
        request.resume()
        response.writeHead(Number(request.url?.slice(1)), { location: '/end' }).end()
      }
    })
    const send = (code: number) =>
      httpRequest({ method: 'POST', url: `${url}/${code}`, body: 'body', followRedirects: 1 })
    const kept = await send(307)
    expect([kept.headers['x-method'], kept.body.toString()]).toEqual(['POST', 'body'])
    const dropped = await send(303)
    expect([dropped.headers['x-method'], dropped.body.toString()]).toEqual(['GET', ''])
  })

  it('never carry a token or a cookie to another origin', async () => {
    const seen: unknown[] = []
    const elsewhere = await serve((request, response) => {
      seen.push(request.headers.authorization, request.headers.cookie, request.headers['x-plain'])
      response.end()
    })
    const url = await serve((request, response) => {
      seen.push(request.headers.authorization)
      response.writeHead(302, { location: elsewhere }).end()
    })
    const headers = { Authorization: 'Bearer secret', Cookie: 'a=b', 'X-Plain': 'yes' }
    await httpRequest({ method: 'GET', url, headers, followRedirects: 1 })
    expect(seen).toEqual(['Bearer secret', undefined, undefined, 'yes'])
  })

  it('never carry a token to an origin it was not made for, even without a redirect', async () => {
    const seen: unknown[] = []
    const url = await serve((request, response) => {
      seen.push(request.headers.authorization)
      response.end()
    })
    const headers = { authorization: 'Bearer secret' }
    await httpRequest({ method: 'GET', url, headers, tokenOrigin: 'https://graph.example' })
    await httpRequest({ method: 'GET', url, headers, tokenOrigin: url })
    expect(seen).toEqual([undefined, 'Bearer secret'])
  })

  it('never lead from https to http', async () => {
    const plain = await serve((_request, response) => response.end())
    const url = await serveTls(good, (_request, response) => response.writeHead(302, { location: plain }).end())
    await expect(httpRequest({ method: 'GET', url, caPems, followRedirects: 1 })).rejects.toMatchObject({
      code: 'http.notHttps',
    })
  })
})

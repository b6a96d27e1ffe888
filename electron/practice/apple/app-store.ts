import type { FastifyInstance } from 'fastify'
import { z } from 'zod'

/** What the practice App Store has. */
const apps = [
  {
    bundleId: 'com.microsoft.CompanyPortal',
    trackId: 719171358,
    trackName: 'Intune Company Portal',
    sellerName: 'Microsoft Corporation',
    version: '5.2600.0',
    minimumOsVersion: '16.0',
    price: 0,
  },
] as const

const query = z.object({ bundleId: z.string().max(200).optional(), id: z.coerce.number().optional() })

/** The store's look-up, in the form of Apple's public one: `GET /lookup?bundleId=…`. */
export function addAppStore(server: FastifyInstance): void {
  server.get('/lookup', async (request, reply) => {
    const wanted = query.safeParse(request.query)
    const results = wanted.success
      ? apps.filter(({ bundleId, trackId }) => bundleId === wanted.data.bundleId || trackId === wanted.data.id)
      : []
    return reply.send({ resultCount: results.length, results })
  })
}

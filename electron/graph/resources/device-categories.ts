import * as z from 'zod'
import type { IntuneCategory } from '../../../src-shared/intune/record.ts'
import { segment } from '../address.ts'
import { allPages } from '../call.ts'
import type { GraphClient } from '../call.ts'
import { anyAnswer, optionalText, wireId } from './wire.ts'

const path = '/deviceManagement/deviceCategories'

export const deviceCategoryWire = z.object({ id: wireId, displayName: optionalText, description: optionalText })
const category = deviceCategoryWire.transform(({ id, displayName, description }): IntuneCategory => ({
  id,
  name: displayName ?? '',
  description: description ?? '',
}))

export function listCategories(graph: GraphClient, signal?: AbortSignal): Promise<readonly IntuneCategory[]> {
  return allPages(graph.pages(path, { version: 'v1.0', schema: category, signal }))
}

/** @throws AppError 'graph.outcomeUnknown' when the answer was lost: it may exist now */
export function createCategory(graph: GraphClient, name: string, description: string): Promise<IntuneCategory> {
  const body = { '@odata.type': '#microsoft.graph.deviceCategory', displayName: name, description }
  return graph.post(path, { version: 'v1.0', schema: category, body })
}

export async function deleteCategory(graph: GraphClient, id: string): Promise<void> {
  await graph.delete(`${path}/${segment(id)}`, { version: 'v1.0', schema: anyAnswer })
}

import type { Cfgutil } from '../cfgutil.ts'

const limits = { timeoutMs: 20_000, mostBytes: 64 * 1024 }

/**
 * The version cfgutil tells, as `2.18`; null when it tells none. Its words around the number are not known.
 * @throws AppError as `runCfgutil`
 */
export async function readCfgutilVersion(cfgutil: Cfgutil, signal: AbortSignal): Promise<string | null> {
  const { stdout } = await cfgutil.text({ verb: 'version' }, limits, signal)
  return /\b\d{1,4}(?:\.\d{1,6}){0,3}\b/.exec(stdout)?.[0] ?? null
}

/** An answer of the program other than success: a status and a bare code as its body. Anything else thrown is a bug. */
export class ProgramFailure extends Error {
  override readonly name = 'ProgramFailure'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, code: string, headers: Readonly<Record<string, string>> = {}) {
    super(code)
    this.status = status
    this.headers = headers
  }
}

export function badRequest(code: string): ProgramFailure {
  return new ProgramFailure(400, code)
}

export function forbidden(code: 'FORBIDDEN' | 'ACCESS_DENIED' | 'T_C_NOT_SIGNED' | 'EXPIRED_TOKEN'): ProgramFailure {
  return new ProgramFailure(403, code)
}

export function unauthorized(text: string): ProgramFailure {
  return new ProgramFailure(401, text, { 'www-authenticate': 'OAuth realm="ADM"' })
}

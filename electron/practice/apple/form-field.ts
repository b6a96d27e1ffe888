/**
 * One field of a form: urlencoded (as go-ios and pymobiledevice3 post it) or multipart (as libideviceactivation does).
 * Null when it is not there.
 */
export function readFormField(body: Buffer, contentType: string, name: string): Buffer | null {
  const boundary = /^multipart\/form-data\s*;.*\bboundary="?([^";]{1,200})"?/i.exec(contentType)?.[1]
  if (boundary !== undefined) return multipartField(body, boundary, name)
  const value = new URLSearchParams(body.toString('utf8')).get(name)
  return value === null ? null : Buffer.from(value, 'utf8')
}

const maxParts = 32

function multipartField(body: Buffer, boundary: string, name: string): Buffer | null {
  const mark = Buffer.from(`--${boundary}`)
  let start = body.indexOf(mark)
  for (let part = 0; part < maxParts && start !== -1; part += 1) {
    const end = body.indexOf(mark, start + mark.length)
    if (end === -1) return null
    const headersEnd = body.indexOf('\r\n\r\n', start)
    if (headersEnd !== -1 && headersEnd < end) {
      const headers = body.subarray(start, headersEnd).toString('utf8')
      // The line break before the next boundary belongs to the boundary.
      if (fieldName(headers) === name) return body.subarray(headersEnd + 4, end - 2)
    }
    start = end
  }
  return null
}

function fieldName(headers: string): string | undefined {
  return /content-disposition:[^\r\n]*\bname="([^"]*)"/i.exec(headers)?.[1]
}

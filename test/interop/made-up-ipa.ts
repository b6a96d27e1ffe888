import { storedZip } from './stored-zip.ts'

/** Just enough of an app for an installer to look at. */
export function madeUpIpa(bundleId: string): Buffer {
  const info = `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict>
<key>CFBundleIdentifier</key><string>${bundleId}</string>
<key>CFBundleExecutable</key><string>MadeUp</string>
<key>CFBundleName</key><string>MadeUp</string>
<key>CFBundleVersion</key><string>1</string></dict></plist>`
  return storedZip({
    'Payload/MadeUp.app/Info.plist': Buffer.from(info),
    'Payload/MadeUp.app/MadeUp': Buffer.alloc(100_000, 7),
  })
}

import config from './playwright.config.ts'

/** Draws the screenshots of docs/ anew: run by hand after the page changed, never as a test. */
// oxlint-disable-next-line import/no-default-export -- Playwright reads it
export default { ...config, testMatch: 'screenshots.ts' }

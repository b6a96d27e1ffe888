import config from './playwright.config.ts'

/** Draws the screenshots of docs/ anew: run by hand after the page changed, never as a test. */
export default { ...config, testMatch: 'screenshots*.ts' }

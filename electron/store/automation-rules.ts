import type { Kysely } from 'kysely'
import { automationRule } from '../../src-shared/automation.ts'
import type { AutomationRule } from '../../src-shared/automation.ts'
import type { Tables } from './schema.ts'

/** The rules of automation, by their id. */
export class AutomationRules {
  readonly #database: Kysely<Tables>

  constructor(database: Kysely<Tables>) {
    this.#database = database
  }

  async list(): Promise<readonly AutomationRule[]> {
    const rows = await this.#database.selectFrom('automation_rule').select('body').orderBy('id').execute()
    return rows.map(({ body }) => automationRule.parse(JSON.parse(body)))
  }

  async put(rule: AutomationRule): Promise<void> {
    const body = JSON.stringify(automationRule.parse(rule))
    await this.#database
      .insertInto('automation_rule')
      .values({ id: rule.id, body })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ body }))
      .execute()
  }

  async remove(id: string): Promise<void> {
    await this.#database.deleteFrom('automation_rule').where('id', '=', id).execute()
  }
}

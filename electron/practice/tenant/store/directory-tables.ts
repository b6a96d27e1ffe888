import type { Generated, Selectable } from 'kysely'

export type DirectoryTables = {
  readonly directory_group: GroupRow
  /** Object ids of people, devices and groups. A group with a rule has no rows. */
  readonly group_member: { readonly group_id: string; readonly member_id: string }
}

/** A security group of Microsoft Entra. */
export type GroupRow = {
  readonly seq: Generated<number>
  readonly id: string
  readonly name: string
  readonly description: string | null
  readonly mail_nickname: string
  /** Text of the membership rule of a dynamic group; null where members are put in by hand. */
  readonly rule: string | null
  readonly created_at: number
}

export type Group = Selectable<GroupRow>
